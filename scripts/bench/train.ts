import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { tuneEngine } from '../../src/main/training/engine.ts';
import { chooseKernel, type KernelOptions } from '../../src/nn/arithmetic.ts';
import { createHelperThreads } from '../../tests/support/helpers.ts';
import { allowedOf, lossesAgainst } from './train/agreement.ts';
import { bareStore } from './train/bare-store.ts';
import { cases, flopsOf, specOf } from './train/cases.ts';
import { growth } from './train/growth.ts';
import { median } from './train/median.ts';
import { startNumpy } from './train/numpy.ts';
import { timeOperations } from './train/operations.ts';
import { trainOwn } from './train/own.ts';
import type { LoadedCase, Peer } from './train/peer.ts';
import { queueOf200, wholeRuns, type Queued } from './train/runs.ts';

/**
 * `npm run bench:train [PARTS]`: training against NumPy, pairs in turn, medians of 5 after a warm-up; then what a whole run
 * costs, and what is allocated. Exits 1 where a bar is missed. PARTS, all by default, are names of cases, and `threads`,
 * `runs`, `queue`, `bytes`, `operations`, `growth`, with commas between them.
 */
const bars: Record<string, number> = { small: 6, tiny: 11, medium: 1.4, large: 1.1, threads: 1.8, runs: 1.25, queue: 1.7 };
const repetitions = 5;
/** of our own trainings, each followed by one of the peer: the engine compiles what is busy meanwhile */
const warmUpSeconds = 1;

const parts = process.argv[2]?.split(',');
const wanted = (part: string): boolean => parts?.includes(part) ?? true;
const engine = tuneEngine();
const { kernel, reason } = chooseKernel(engine);
let missed = false;
console.log(`kernel ${kernel.name}${reason ? ` (${reason})` : ''}, node ${process.version}`);

const inTurn = cases.filter(({ name }) => wanted(name) || (name === 'large' && wanted('threads')));
if (inTurn.length > 0) await againstNumpy(inTurn.map((one) => ({ ...one, data: one.load() })));
if (wanted('runs')) await runs();
if (wanted('queue')) await queue();
if (wanted('bytes')) bytes();
if (wanted('operations')) operations();
if (wanted('growth')) growing();
process.exitCode = missed ? 1 : 0;

async function againstNumpy(loaded: LoadedCase[]): Promise<void> {
  const numpy = await startNumpy(loaded, 1);
  console.log(`peer: NumPy ${numpy.version}, one thread\n`);
  for (const one of loaded) if (wanted(one.name)) await against(numpy, one, engine, one.name);
  if (wanted('threads')) {
    const helpers = createHelperThreads(1);
    await against(numpy, loaded.find(({ name }) => name === 'large')!, { ...engine, helpers }, 'threads');
    await helpers.close();
  }
  await numpy.close();
}

async function against(peer: Peer, one: LoadedCase, options: KernelOptions, part: string): Promise<void> {
  const spec = specOf(one);
  const own: number[] = [];
  const theirs: number[] = [];
  let losses = '';
  for (let warm = 0; warm < warmUpSeconds;) {
    warm += trainOwn(spec, one.data, chooseKernel(options).kernel).seconds;
    await peer.train(one.name);
  }
  for (let i = 0; i < repetitions; i++) {
    const ours = trainOwn(spec, one.data, chooseKernel(options).kernel);
    const other = await peer.train(one.name);
    losses = `loss ${ours.trainLoss.toPrecision(4)}, NumPy ${other.trainLoss.toPrecision(4)}`;
    own.push(ours.seconds);
    theirs.push(other.seconds);
  }
  const off = lossesAgainst(one)(() => chooseKernel(options).kernel);
  const allowed = allowedOf(one.name);
  const rate = flopsOf(one, one.data) / median(own) / 1e9;
  const close = off.first <= allowed.first && (off.final === null || off.final <= allowed.final!);
  if (!close) missed = true;
  atLeast(
    part === 'threads' ? 'large, 2 threads' : one.name, median(theirs) / median(own), bars[part]!,
    `${median(own).toFixed(4)} s, NumPy ${median(theirs).toFixed(4)} s; ${rate.toFixed(1)} GFLOP/s; ${losses}; ` +
    `from float64 in the first epoch ${off.first.toExponential(1)} (float32 allows ${allowed.first.toExponential(1)})` +
    `${off.final === null ? '' : `, in the end ${off.final.toExponential(1)} (${allowed.final!.toExponential(1)})`} ${close ? 'ok' : 'TOO FAR'}`,
  );
}

async function runs(): Promise<void> {
  const { bare, queued, single } = await wholeRuns(engine);
  row(
    'small as a whole run', `${(queued / bare).toFixed(2)} × the bare loop`, bars['runs']!, queued / bare <= bars['runs']!,
    `bare ${bare.toFixed(4)} s, one of many runs ${queued.toFixed(4)} s, a single one ${single.toFixed(4)} s from launch to stored end`,
  );
}

async function queue(): Promise<void> {
  const [one, two]: [Queued[], Queued[]] = [[], []];
  for (let i = 0; i < repetitions; i++) {
    one.push(await queueOf200(1));
    two.push(await queueOf200(2));
  }
  const of = (queues: Queued[], what: keyof Queued): number => median(queues.map((queue) => queue[what]));
  const [first, second] = [of(one, 'seconds'), of(two, 'seconds')];
  atLeast('200 runs, 2 workers', first / second, bars['queue']!, `1 worker ${first.toFixed(2)} s, 2 workers ${second.toFixed(2)} s`);
  const [all, main] = [of(two, 'all'), of(two, 'main')];
  const bare = bareStore({ weightBytes: 200 * 1394 * 4, metrics: 15, epochs: 200 });
  const workers = all - main;
  console.log(`  processor time a run: ${workers.toFixed(1)} ms in workers, ${main.toFixed(1)} ms in main; SQLite alone, for its weights and points, ${bare.toFixed(1)} ms`);
  console.log(`  on two cores the ratio is at most ${(2 * workers / all).toFixed(2)} with these, ${(2 * workers / (workers + bare)).toFixed(2)} were main to do nothing else`);
}

/** In a process of its own, whose young generation is large enough that nothing is collected in between. */
function bytes(): void {
  const flags = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
  const program = join(import.meta.dirname, 'train/allocation.ts');
  const { epoch, step } = JSON.parse(execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' })) as { epoch: number; step: number };
  row('bytes allocated a step', step.toFixed(1), 0, Math.abs(step) < 1);
  row('bytes allocated an epoch', epoch.toFixed(0), 4096, epoch <= 4096);
}

function operations(): void {
  for (const one of cases.filter(({ name }) => name !== 'tiny')) {
    console.log(`\noperations of ${one.name}`);
    for (const { name, microseconds, gflops } of timeOperations(chooseKernel(engine).kernel, one)) {
      console.log(`  ${name.padEnd(40)} ${microseconds.toFixed(2).padStart(9)} µs${gflops === null ? '' : `  ${gflops.toFixed(0).padStart(4)} GFLOP/s`}`);
    }
  }
}

function growing(): void {
  console.log('\nmicroseconds a training row');
  for (const { axis, perRow } of growth(() => chooseKernel(engine).kernel)) {
    console.log(`  ${axis.padEnd(6)} ${perRow.map(({ value, microseconds }) => `${value}: ${microseconds.toFixed(2)}`).join(', ')}`);
  }
}

function atLeast(name: string, ratio: number, bar: number, detail: string): void {
  row(name, `${ratio.toFixed(2)} ×`, bar, ratio >= bar, detail);
}

function row(name: string, measured: string, bar: number, holds: boolean, detail = ''): void {
  if (!holds) missed = true;
  console.log(`${name.padEnd(25)} ${measured.padEnd(10)} (bar ${bar}) ${holds ? 'ok' : 'MISSED'}${detail ? `; ${detail}` : ''}`);
}
