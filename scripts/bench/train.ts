import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { tuneEngine } from '../../src/main/training/engine.ts';
import { chooseKernel } from '../../src/nn/arithmetic.ts';
import { allowedDifference, differenceFromFloat64 } from './train/agreement.ts';
import { cases, flopsOf, specOf } from './train/cases.ts';
import { median } from './train/median.ts';
import { startNumpy } from './train/numpy.ts';
import type { LoadedCase, Peer } from './train/peer.ts';
import { trainOwn } from './train/own.ts';

/** `npm run bench:train [CASES]`: training against NumPy, pairs in turn, medians of 5 after a warm-up; exits 1 where a bar is missed. */
const bars: Record<string, number> = { small: 6, tiny: 11, medium: 1.4, large: 1.1 };
const repetitions = 5;

const engine = tuneEngine();
const { kernel, reason } = chooseKernel(engine);
console.log(`kernel ${kernel.name}${reason ? ` (${reason})` : ''}, node ${process.version}`);

const wanted = process.argv[2]?.split(',') ?? Object.keys(bars);
const loaded = cases.filter(({ name }) => wanted.includes(name)).map((one): LoadedCase => ({ ...one, data: one.load() }));
const numpy = await startNumpy(loaded, 1);
console.log(`peer: NumPy ${numpy.version}, one thread\n`);
let missed = false;
for (const one of loaded) missed = !(await against(numpy, one)) || missed;
await numpy.close();
missed = !allocation() || missed;
process.exitCode = missed ? 1 : 0;

async function against(peer: Peer, one: LoadedCase): Promise<boolean> {
  const spec = specOf(one);
  const own: number[] = [];
  const theirs: number[] = [];
  let losses = '';
  for (let i = -1; i < repetitions; i++) {
    const ours = trainOwn(spec, one.data, chooseKernel(engine).kernel);
    const other = await peer.train(one.name);
    losses = `loss ${ours.trainLoss.toPrecision(4)}, NumPy ${other.trainLoss.toPrecision(4)}`;
    if (i < 0) continue;
    own.push(ours.seconds);
    theirs.push(other.seconds);
  }
  const ratio = median(theirs) / median(own);
  const bar = bars[one.name]!;
  const difference = differenceFromFloat64(one, chooseKernel(engine).kernel);
  const rate = flopsOf(one, one.data) / median(own) / 1e9;
  console.log(
    `${one.name.padEnd(8)} ${median(own).toFixed(4)} s, NumPy ${median(theirs).toFixed(4)} s: ` +
    `${ratio.toFixed(2)} × (bar ${bar}) ${ratio >= bar ? 'ok' : 'MISSED'}; ${rate.toFixed(1)} GFLOP/s; ${losses}; ` +
    `${difference.toExponential(1)} from float64 ${difference <= allowedDifference ? 'ok' : 'TOO FAR'}`,
  );
  return ratio >= bar && difference <= allowedDifference;
}

/** In a process of its own, whose young generation is large enough that nothing is collected in between. */
function allocation(): boolean {
  const flags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
  const program = join(import.meta.dirname, 'train/allocation.ts');
  const { epoch, step } = JSON.parse(execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' })) as { epoch: number; step: number };
  const holds = step < 1 && epoch <= 4096;
  console.log(`allocated ${step.toFixed(0)} bytes a step (bar 0), ${epoch.toFixed(0)} an epoch of small (bar 4096) ${holds ? 'ok' : 'MISSED'}`);
  return holds;
}
