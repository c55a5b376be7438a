import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { tuneEngine } from '../../src/main/training/engine.ts';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import { cases, specOf } from './train/cases.ts';
import { median } from './train/median.ts';
import { startNumpy } from './train/numpy.ts';
import { trainOwn } from './train/own.ts';
import { startPeer, type LoadedCase, type Peer } from './train/peer.ts';

/**
 * `npm run bench:peers [NAMES]`: the cases of `bench:train` with what people train small networks with now, one thread each.
 * Writes the table into docs/performance.md. NAMES, all by default, are beginnings of rows with commas between them, such as
 * `Trainyard,NumPy`; the others' rows stay as they are, and so do those of what is not installed (see peers/README.md).
 */
const wanted = process.argv[2]?.split(',');
const isWanted = (name: string): boolean => wanted?.some((part) => name.startsWith(part)) ?? true;

const page = join(import.meta.dirname, '../../docs/performance.md');
const peers = join(import.meta.dirname, 'peers');
const python = (file: string, needs: string) => (loaded: LoadedCase[]) => startPeer(loaded, { command: ['/usr/bin/python3', join(peers, file)], threads: 1, needs });
const node = (file: string) => (loaded: LoadedCase[]) => startPeer(loaded, { command: [process.execPath, '--no-warnings', join(peers, file)], threads: 1, needs: 'npm ci --ignore-scripts --prefix scripts/bench/peers' });

const contenders: { name: string; start: (loaded: LoadedCase[]) => Promise<Peer> }[] = [
  { name: 'NumPy by hand', start: (loaded) => startNumpy(loaded, 1) },
  { name: 'scikit-learn MLPClassifier', start: python('sklearn_peer.py', 'Debian’s python3-sklearn') },
  { name: 'PyTorch, eager', start: python('torch_peer.py', 'Debian’s python3-torch') },
  { name: 'TensorFlow.js, wasm', start: node('tfjs-peer.js') },
  { name: 'brain.js, row by row', start: node('brain-peer.js') },
];

/** A training that takes longer than this is measured once. */
const patience = 5;
const loaded = cases.map((one): LoadedCase => ({ ...one, data: one.load() }));
const engine = tuneEngine();
const own = `Trainyard, ${chooseKernel(engine).kernel.name}`;
const lines = new Map<string, string>();
if (isWanted(own)) lines.set(own, await measured(own, async ({ data, ...one }) => trainOwn(specOf(one), data, chooseKernel(engine).kernel)));
for (const { name, start } of contenders.filter((each) => isWanted(each.name))) {
  try {
    const peer = await start(loaded);
    lines.set(name, await measured(`${name} ${peer.version}`, (one) => peer.train(one.name)));
    await peer.close();
  } catch (error) {
    console.log(`${name}: left out. ${error instanceof Error ? error.message : String(error)}`);
  }
}
writeTable([own, ...contenders.map(({ name }) => name)], lines);

/** The row of the table. */
async function measured(name: string, train: (one: LoadedCase) => Promise<{ seconds: number }>): Promise<string> {
  const seconds: number[] = [];
  for (const one of loaded) {
    const times = [(await train(one)).seconds];
    if (times[0]! <= patience) {
      times.length = 0;
      for (let i = 0; i < 5; i++) times.push((await train(one)).seconds);
    }
    seconds.push(median(times));
    console.log(`${name}, ${one.name}: ${median(times).toPrecision(3)} s`);
  }
  return `| ${name} | ${seconds.map((s) => s.toPrecision(3)).join(' | ')} |`;
}

function writeTable(names: string[], lines: ReadonlyMap<string, string>): void {
  const text = readFileSync(page, 'utf8');
  const table = /(<!-- table of bench:peers -->\n)([^]*?)(<!-- end -->)/;
  const before = table.exec(text)?.[2]?.split('\n');
  if (!before) throw new Error(`${page} has no place for the table.`);
  const now = [
    `Seconds of one training on one thread, medians of five after a warm-up (of one where a training takes over ${patience} s). ` +
    `${cpus()[0]!.model}, ${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
    '', `| | ${cases.map(({ name }) => name).join(' | ')} |`, `|---|${cases.map(() => '---:|').join('')}`,
    ...names.flatMap((name) => lines.get(name) ?? before.find((line) => line.startsWith(`| ${name}`)) ?? []),
  ];
  writeFileSync(page, text.replace(table, (_all, open: string, _old, close: string) => `${open}${now.join('\n')}\n${close}`));
}
