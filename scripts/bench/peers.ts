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
 * `npm run bench:peers`: the cases of `bench:train` with what people train small networks with now, one thread each.
 * Writes the table into docs/performance.md. What is not installed is left out; see peers/README.md.
 */
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
const patience = 20;
const loaded = cases.map((one): LoadedCase => ({ ...one, data: one.load() }));
const engine = tuneEngine();
const rows = [await measured(`Trainyard, ${chooseKernel(engine).kernel.name}`, async ({ data, ...one }) => trainOwn(specOf(one), data, chooseKernel(engine).kernel))];
for (const { name, start } of contenders) {
  try {
    const peer = await start(loaded);
    rows.push(await measured(`${name} ${peer.version}`, (one) => peer.train(one.name)));
    await peer.close();
  } catch (error) {
    console.log(`${name}: left out. ${error instanceof Error ? error.message : String(error)}`);
  }
}
writeTable([
  `Seconds of one training on one thread, medians of five after a warm-up (of one where a training takes over ${patience} s). ` +
  `${cpus()[0]!.model}, ${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
  '', `| | ${cases.map(({ name }) => name).join(' | ')} |`, `|---|${cases.map(() => '---:|').join('')}`,
  ...rows.map(({ name, seconds }) => `| ${name} | ${seconds.map((s) => s.toPrecision(3)).join(' | ')} |`),
]);

async function measured(name: string, train: (one: LoadedCase) => Promise<{ seconds: number }>): Promise<{ name: string; seconds: number[] }> {
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
  return { name, seconds };
}

function writeTable(lines: string[]): void {
  const text = readFileSync(page, 'utf8');
  const table = /(<!-- table of bench:peers -->\n)[^]*?(<!-- end -->)/;
  if (!table.test(text)) throw new Error(`${page} has no place for the table.`);
  writeFileSync(page, text.replace(table, (_, open: string, close: string) => `${open}${lines.join('\n')}\n${close}`));
}
