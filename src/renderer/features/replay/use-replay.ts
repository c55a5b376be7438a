import { computed, inject, onScopeDispose, provide, reactive, ref, shallowRef, watch, type InjectionKey, type Ref } from 'vue';
import type { Frame, Part, Wish } from '../../../compare/replay/model.ts';
import { messageOf } from '../../stores/bridge.ts';
import { afterFrame } from './after-frame.ts';
import { newestFirst, outOfDate } from './newest-first.ts';
import { useReplayedRun, type ReplayedRun } from './use-replayed-run.ts';

/** One run at one epoch, with all that is shown of it. */
export interface Side {
  /** 0 is on the left */
  index: number;
  run: ReplayedRun;
  frame: Frame;
}

/** What was computed together is committed together: panels render from this alone, so that they never show two epochs at once. */
export interface Committed {
  sides: readonly Side[];
}

/** What is in sight besides what always is: nothing else is computed. */
export type InSight = Pick<Wish, 'layers'>;

export type Choices = Omit<Wish, 'cut' | 'layers'> & { cut: { kind: 'features' | 'components'; x: number; y: number; through: number | null } };

export type Replay = ReturnType<typeof openReplay>;

const key: InjectionKey<Replay> = Symbol('replay');

export const useReplay = (): Replay => inject(key)!;

/** The playhead over a run, or over two: another run beside it or the same one, locked to the first at some distance, or going its own way. */
export function openReplay(first: Ref<string>, second: Ref<string | null>) {
  const left = useReplayedRun(first);
  const right = useReplayedRun(computed(() => second.value ?? first.value));
  const runs = computed(() => (second.value === null ? [left] : [left, right]));

  const wanted = ref(0);
  const locked = ref(true);
  /** how many epochs the second side is ahead of the first while they are locked, and where it is while they are not */
  const [distance, free] = [ref(0), ref(0)];
  const inSight = reactive<InSight>({ layers: false });
  const choices = reactive<Choices>({
    part: 'validation', positive: 1, threshold: 0.5, sort: { key: 'loss', descending: true }, cell: null, map: 'weights',
    cut: { kind: 'components', x: 0, y: 1, through: null },
  });
  const committed = shallowRef<Committed | null>(null);
  const error = ref<string | null>(null);
  const waiting = ref(false);

  const lastOf = (side: number): number => (locked.value ? Math.max(...runs.value.map((run) => run.lastEpoch.value)) : (runs.value[side]?.lastEpoch.value ?? 0));
  const wantedOf = (side: number): number => (side === 0 ? wanted.value : locked.value ? wanted.value + distance.value : free.value);
  const epochOf = (side: number): number => Math.max(0, Math.min(runs.value[side]?.lastEpoch.value ?? 0, wantedOf(side)));

  /** what the panels show next: not before a playhead that has moved is drawn, which never waits for them */
  let next: Committed | null = null;
  let drawing = false;

  function commit(): void {
    if (drawing || next === null) return;
    committed.value = next;
    next = null;
  }

  function moved(): void {
    if (drawing) return;
    drawing = true;
    afterFrame(() => {
      drawing = false;
      commit();
    });
  }

  /** What belongs to runs that are not shown any more must not stand beside what does. */
  function clear(): void {
    committed.value = next = null;
  }

  const requests = newestFirst<readonly ReplayedRun[]>(async (wantedRuns, signal) => {
    const late = setTimeout(() => { waiting.value = true; }, 100);
    try {
      const frames = await Promise.all(wantedRuns.map((run, side) => run.frame(epochOf(side), wishOf(run), signal)));
      if (wantedRuns !== runs.value) return;
      next = { sides: wantedRuns.map((run, index) => ({ index, run, frame: frames[index]! })) };
      error.value = null;
      commit();
    } catch (failure) {
      if (failure !== outOfDate) error.value = failure instanceof Error && failure.constructor === Error ? failure.message : messageOf(failure);
    } finally {
      clearTimeout(late);
      waiting.value = false;
    }
  });

  function wishOf(run: ReplayedRun): Wish {
    const { cut, ...rest } = choices;
    const { classes = [], counts = null, features = null } = run.rows.value ?? {};
    const most = (features?.inputs.length ?? 1) - 1;
    const { cell, positive } = rest;
    // Runs beside each other may have other data: what the one has no place for is left out.
    const known = cell !== null && Math.max(cell.actual, cell.predicted) < classes.length;
    const through = cut.through !== null && cut.through < (run.rows.value?.tableRows ?? 0) ? cut.through : null;
    const part: Part = !counts || counts[rest.part] > 0 ? rest.part : 'train';
    return {
      ...rest, part, layers: inSight.layers, sort: { ...rest.sort }, cell: known ? { ...cell } : null, positive: Math.min(positive, Math.max(0, classes.length - 1)),
      cut: { axes: cut.kind === 'components' ? { kind: 'components' } : { kind: 'features', x: Math.min(cut.x, most), y: Math.min(cut.y, most) }, through },
    };
  }

  const ready = computed(() => runs.value.every((run) => run.ready.value));
  watch([wanted, () => runs.value.length > 1 && wantedOf(1), runs, ready, choices, inSight], () => { if (ready.value) requests.ask(runs.value); });
  watch(runs, clear);
  watch(first, () => {
    clear();
    choices.cell = null;
    choices.cut.through = null;
  });
  onScopeDispose(() => requests.stop());

  const clamped = (epoch: number, side: number) => Math.max(0, Math.min(lastOf(side), Math.round(epoch)));

  /** The playhead of a side, and with it the other one while they are locked. */
  function goSide(side: number, epoch: number): void {
    if (side === 1 && !locked.value) free.value = clamped(epoch, 1);
    else wanted.value = clamped(side === 0 ? epoch : epoch - distance.value, 0);
    moved();
  }

  function toggleLock(): void {
    const second = epochOf(1);
    locked.value = !locked.value;
    if (locked.value) distance.value = second - wanted.value;
    else free.value = second;
  }

  /** Puts the second side at an epoch of its own, without moving the first. */
  function place(epoch: number): void {
    if (locked.value) distance.value = epoch - wanted.value;
    else free.value = epoch;
  }

  const align = () => place(wanted.value);

  /** Each side goes its own way, the second from an epoch. */
  function part(epoch: number): void {
    locked.value = false;
    free.value = epoch;
  }

  /** Both at the same epoch from now on. */
  function join(): void {
    locked.value = true;
    distance.value = 0;
  }

  const computingNow = computed(() => runs.value.map((run) => run.computing.value).find((progress) => progress !== null) ?? null);
  const failure = computed(() => runs.value.map((run) => run.error.value).find((message) => message !== null) ?? error.value);
  const replay = {
    runs, wanted, locked, choices, inSight, committed, error: failure, waiting, computing: computingNow, ready,
    lastOf, wantedOf, epochOf, goSide, toggleLock, place, align, part, join,
  };
  provide(key, replay);
  return replay;
}
