import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { Biography, Frame, ReplayModel, Wish } from '../../../compare/replay/model.ts';
import { AppError } from '../../../contract/errors.ts';
import type { TrainingRows } from '../../../contract/replay.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { FeaturePlan } from '../../../data/feature-plan.ts';
import { call, listen, messageOf } from '../../stores/bridge.ts';
import { useRunCurves } from '../../stores/run-curves.ts';
import { useRunDetail } from '../../stores/run-detail.ts';
import { openEngine, type EngineClient } from './engine/client.ts';
import { outOfDate } from './newest-first.ts';
import { createWeightCache, type WeightCache } from './weight-cache.ts';

/** What is known of a run's rows besides the numbers that the worker has. */
export interface ReplayedRows {
  task: ReplayModel['task'];
  classes: readonly string[];
  features: FeaturePlan;
  tableRows: number;
  counts: Record<'train' | 'validation' | 'test', number>;
}

interface Opened {
  id: string;
  engine: EngineClient;
  weights: WeightCache;
  rows: ReplayedRows;
}

export type ReplayedRun = ReturnType<typeof useReplayedRun>;

let requests = 0;

/** Of a run with more epochs, values away from what is drawn are asked for one by one. */
const wholeEpochs = 65_536;

/** A run that is taken back to any of its epochs. Ends with the scope that called it. */
export function useReplayedRun(id: Readonly<Ref<string>>) {
  const { row, detail, error: detailError } = useRunDetail(id);
  const { curves } = useRunCurves(id, { columns: wholeEpochs / 4 });
  const opened = shallowRef<Opened | null>(null);
  const openError = ref<string | null>(null);
  /** how far a computation of weights is that are not stored; null while there is none */
  const computing = ref<{ done: number; total: number } | null>(null);
  const lastEpoch = computed(() => row.value?.epochs ?? 0);
  /** A run that has not begun has nothing to open. */
  const begun = computed(() => row.value !== null && (row.value.parameters !== null || row.value.epochs > 0));

  watch([id, begun], async ([runId, ready]) => {
    if (opened.value?.id === runId) return;
    close();
    openError.value = null;
    if (!ready) return;
    try {
      const found = await openRun(row.value!, (progress) => { computing.value = progress; });
      if (id.value === runId && !disposed) opened.value = found;
      else discard(found);
    } catch (failure) {
      if (id.value === runId) openError.value = messageOf(failure);
    }
  }, { immediate: true });

  let disposed = false;
  onScopeDispose(() => {
    disposed = true;
    close();
  });

  function close(): void {
    if (opened.value) discard(opened.value);
    opened.value = null;
    computing.value = null;
  }

  async function frame(epoch: number, wish: Wish, signal: AbortSignal): Promise<Frame> {
    const { engine, weights } = opened.value!;
    const last = lastEpoch.value;
    const now = await weights.get(epoch, last, signal);
    // Only layers are held against the epoch before.
    const before = wish.layers && epoch > 0 ? await weights.get(epoch - 1, last, signal).catch(withoutParent) : null;
    const result = await engine.frame(epoch, now, before, wish);
    weights.readAround(epoch, last);
    return result;
  }

  /** A row of the table through all epochs, part by part as they come. Ends without a word when the signal says so. */
  async function biography(tableRow: number, signal: AbortSignal, take: (from: number, part: Biography) => void): Promise<void> {
    const { id: runId, engine } = opened.value!;
    const last = lastEpoch.value;
    const begin = row.value?.parent && await call('runs.weightsAt', { id: runId, from: 0 }).catch(withoutParent) === null ? row.value.parent.epoch : 0;
    for (let from = begin; from <= last && !signal.aborted;) {
      const answer = await call('runs.weightsAt', { id: runId, from, through: Math.min(last, from + 255) });
      if (signal.aborted) return;
      const part = await engine.biography(tableRow, new Float32Array(answer.weights.slice().buffer));
      if (signal.aborted) return;
      take(from, part);
      from = answer.through + 1;
    }
  }

  const error = computed(() => openError.value ?? detailError.value);
  const rows = computed(() => opened.value?.rows ?? null);
  return { id, row, detail, curves, rows, lastEpoch, begun, computing, error, ready: computed(() => opened.value !== null), frame, biography };
}

async function openRun({ id, config, parameters }: RunRow, tell: (progress: { done: number; total: number } | null) => void): Promise<Opened> {
  const found = await call('runs.trainingRows', { id });
  const x = floats(found.x);
  const engine = await openEngine({
    network: JSON.parse(JSON.stringify(config.network)) as ReplayModel['network'], loss: config.loss, task: found.task, inputs: found.inputs, outputs: found.outputs, x, y: floats(found.y),
    rows: { train: indices(found.train), validation: indices(found.validation), test: indices(found.test) },
  });
  const weights = createWeightCache((from, through, signal) => read(id, from, through, signal, tell), parameters ?? 1);
  const counts = { train: found.train.byteLength / 4, validation: found.validation.byteLength / 4, test: found.test.byteLength / 4 };
  return { id, engine, weights, rows: { task: found.task, classes: found.classes, features: found.features as FeaturePlan, tableRows: found.inputs > 0 ? x.length / found.inputs : 0, counts } };
}

async function read(id: string, from: number, through: number, signal: AbortSignal, tell: (progress: { done: number; total: number } | null) => void) {
  const request = `replay-${id.slice(-12)}-${++requests}`;
  const stop = listen('replay.progress', (progress) => { if (progress.request === request) tell({ done: progress.done, total: progress.total }); });
  const cancel = () => void call('replay.cancel', { request }).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await call('runs.weightsAt', { id, from, through, request });
  } catch (failure) {
    throw signal.aborted ? outOfDate : failure;
  } finally {
    signal.removeEventListener('abort', cancel);
    stop();
    tell(null);
  }
}

/** A fork outlives its parent, whose epochs are then gone: what is only compared with them is left out. */
function withoutParent(failure: unknown): null {
  if (failure instanceof AppError && failure.code === 'notFound') return null;
  throw failure;
}

function discard({ engine, weights }: Opened): void {
  weights.clear();
  engine.close();
}

/** Copies: an array of numbers cannot begin at any byte of a message. */
const floats = (bytes: TrainingRows['x']) => new Float32Array(bytes.slice().buffer);
const indices = (bytes: TrainingRows['train']) => new Uint32Array(bytes.slice().buffer);
