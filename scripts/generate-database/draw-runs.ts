import type { RunConfig } from '../../src/contract/run-config.ts';
import type { RunStatus, StopReason } from '../../src/contract/runs.ts';
import { nameFromConfig } from '../../src/main/workbench/run-name.ts';
import { createGenerator, type Generator } from '../../src/nn/random.ts';
import { chance, pick, pickEarly } from './choose.ts';
import { drawConfig, drawSearch, type Search, type SourceTable } from './draw-config.ts';
import { drawCourse, drawCurves, type Course, type Curves } from './draw-curves.ts';
import type { GeneratorOptions } from './generate.ts';
import { experimentNames, failures, noteEndings, noteOpenings, noteSubjects, tagNames } from './words.ts';

/** A run as the writer puts it into the file. */
export interface DrawnRun {
  name: string;
  experiment: string;
  config: RunConfig;
  parameters: number;
  status: RunStatus;
  stopReason: StopReason | null;
  error: string | null;
  /** null for a run that failed before its first epoch */
  curves: Curves | null;
  /** whether every point of the curves is stored, or their summaries alone */
  points: boolean;
  stepsPerEpoch: number;
  trainSeconds: number;
  createdAt: number;
  startedAt: number;
  endedAt: number;
  tags: string[];
  note: string | null;
  starred: boolean;
  locked: boolean;
  trashed: boolean;
}

const years = 2;
const day = 86_400_000;

/** In order of time. Replicates follow each other, as one launch queues them. */
export function* drawRuns(options: GeneratorOptions, tables: readonly SourceTable[]): Iterable<DrawnRun> {
  const random = createGenerator(options.seed, 'generated runs');
  const searches = experimentNames.map((name) => drawSearch(random, name, tables));
  const times = drawTimes(random, options);
  const firstWithPoints = options.runs - options.withPoints;
  for (let at = 0; at < options.runs;) {
    const points = at >= firstWithPoints;
    const most = (points ? options.runs : firstWithPoints) - at;
    const search = pickEarly(random, searches);
    const count = Math.min(most, search.folds ?? pickEarly(random, [1, 3, 5, 2, 10]));
    const config = drawConfig(random, search, points ? options.epochs : null);
    const marks = drawMarks(random);
    for (let i = 0; i < count; i++, at++) yield drawRun(random, search, replicate(config, i), times[at]!, points, marks, options.until);
  }
}

/** Denser towards the end, and on weekdays. */
function drawTimes(random: Generator, { runs, until }: GeneratorOptions): Float64Array {
  const span = years * 365 * day;
  return Float64Array.from({ length: runs }, () => {
    for (;;) {
      const share = random.float();
      const time = Math.floor(until - 60_000 - span * share * (0.4 + 0.6 * share));
      const weekday = new Date(time).getUTCDay();
      if ((weekday !== 0 && weekday !== 6) || chance(random, 0.25)) return time;
    }
  }).sort();
}

interface Marks {
  tags: string[];
  noted: boolean;
}

/** What a launch gives all of its runs. */
function drawMarks(random: Generator): Marks {
  const tags = new Set(Array.from({ length: pickEarly(random, [1, 0, 2, 3]) }, () => pickEarly(random, tagNames)));
  return { tags: [...tags], noted: chance(random, 0.1) };
}

/** The config of the n-th run of a launch, from 0. */
function replicate(config: RunConfig, n: number): RunConfig {
  const { split } = config.data;
  if ('folds' in split) return { ...config, data: { ...config.data, split: { ...split, fold: n % split.folds } } };
  return { ...config, seed: 42 + n };
}

function drawRun(random: Generator, search: Search, config: RunConfig, createdAt: number, points: boolean, { tags, noted }: Marks, until: number): DrawnRun {
  const { table } = search;
  const parameters = parametersOf(config, table);
  const course = drawCourse(random, config, table, parameters);
  const outcome = drawOutcome(random, config, course, points);
  const hasTest = 'test' in config.data.split && config.data.split.test > 0 && outcome.status === 'completed';
  const curves = outcome.epochs === 0 ? null : drawCurves(random, course, config, points ? upTo(outcome.epochs) : someOf(outcome.epochs), hasTest);
  const trainSeconds = course.secondsPerEpoch * outcome.epochs;
  const startedAt = Math.min(until, createdAt + random.int(20_000));
  return {
    name: chance(random, 0.85) ? nameFromConfig(config) : `${pick(random, tagNames)} ${1 + random.int(400)}`,
    experiment: search.experiment, config, parameters, ...outcome, curves, points, trainSeconds, createdAt, startedAt, tags,
    stepsPerEpoch: Math.ceil((table.rows * 0.8) / config.batchSize),
    endedAt: Math.min(until, Math.round(startedAt + trainSeconds * 1000)),
    note: noted || chance(random, 0.02) ? `${pick(random, noteOpenings)} ${pick(random, noteSubjects)}${pick(random, noteEndings)}` : null,
    starred: chance(random, 0.02), locked: chance(random, 0.005), trashed: chance(random, 0.01),
  };
}

function drawOutcome(random: Generator, config: RunConfig, course: Course, points: boolean): Pick<DrawnRun, 'status' | 'stopReason' | 'error'> & { epochs: number } {
  const all = config.epochs;
  if (!points && chance(random, 0.03)) return { status: 'failed', stopReason: null, error: pick(random, failures), epochs: 0 };
  if (course.diverges !== null && course.diverges < all) {
    const error = `The loss was not a number in epoch ${course.diverges + 1}. A smaller learning rate or gradient clipping may help.`;
    return { status: 'diverged', stopReason: null, error, epochs: points ? all : course.diverges };
  }
  if (!points && chance(random, 0.05)) return { status: 'stopped', stopReason: 'stopped', error: null, epochs: 1 + random.int(all) };
  if (!points && chance(random, 0.03)) return { status: 'interrupted', stopReason: null, error: null, epochs: 1 + random.int(all) };
  const learned = Math.round(5 * course.pace * (1 + random.float())) + (config.earlyStopping?.patience ?? Infinity);
  if (learned < all) return { status: 'completed', stopReason: 'earlyStopping', error: null, epochs: learned };
  return { status: 'completed', stopReason: 'epochs', error: null, epochs: all };
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

/** Enough of them for a summary: dense at the beginning. */
function someOf(last: number): number[] {
  const epochs = new Set<number>();
  for (let epoch = 1; epoch < last; epoch = Math.ceil(epoch * 1.8)) epochs.add(epoch);
  return [...epochs, last];
}

function parametersOf({ network }: RunConfig, { inputs, classes }: SourceTable): number {
  let width = inputs;
  let parameters = 0;
  for (const layer of network) {
    if (layer.layer !== 'dense') continue;
    const units = layer.units ?? classes;
    parameters += (width + 1) * units;
    width = units;
  }
  return parameters;
}
