import { chooseKernel, type KernelOptions } from '../../../src/nn/arithmetic.ts';
import { cases, specOf } from './cases.ts';
import { median } from './median.ts';
import { trainOwn } from './own.ts';
import { openSmallRuns } from './workbench.ts';

/** Runs of the small case as a person has them: through queue, worker and store. */

const repetitions = 5;
/** How many runs a worker trains before it counts: code is compiled by then, the table sent. */
const warmUp = 12;
const manyRuns = 50;

export interface WholeRuns {
  /** seconds of the loop alone */
  bare: number;
  /** seconds of one run of many in a queue with one worker, every epoch stored with snapshot and hash */
  queued: number;
  /** seconds from the launch of a single run to its end in the store */
  single: number;
}

export async function wholeRuns(engine: KernelOptions): Promise<WholeRuns> {
  const small = cases.find(({ name }) => name === 'small')!;
  const data = small.load();
  const spec = specOf(small);
  const bare = () => trainOwn(spec, data, chooseKernel(engine).kernel).seconds;
  const runs = await openSmallRuns(1);
  await runs.train(warmUp);
  for (let i = 0; i < warmUp; i++) bare();
  const seconds = { bare: [] as number[], queued: [] as number[], single: [] as number[] };
  for (let i = 0; i < repetitions; i++) {
    seconds.bare.push(median(Array.from({ length: repetitions }, bare)));
    seconds.queued.push(await runs.train(manyRuns) / manyRuns);
    seconds.single.push(await runs.train(1));
  }
  await runs.close();
  return { bare: median(seconds.bare), queued: median(seconds.queued), single: median(seconds.single) };
}

const queued = 200;

export interface Queued {
  /** that 200 runs take */
  seconds: number;
  /** milliseconds of processor time a run: of all threads, and of the main one */
  all: number;
  main: number;
}

/** 200 runs in a queue with so many workers. */
export async function queueOf200(workers: number): Promise<Queued> {
  const runs = await openSmallRuns(workers);
  await runs.train(warmUp * workers);
  const [all, main] = [process.cpuUsage(), process.threadCpuUsage()];
  const seconds = await runs.train(queued);
  const perRun = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / queued / 1000;
  const used = { seconds, all: perRun(process.cpuUsage(all)), main: perRun(process.threadCpuUsage(main)) };
  await runs.close();
  return used;
}
