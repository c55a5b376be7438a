import { computed, inject, onScopeDispose, provide, reactive, ref, shallowRef, watch, type InjectionKey, type Ref } from 'vue';
import type { Frame, Part, Wish } from '../../../compare/replay/model.ts';
import { messageOf } from '../../stores/bridge.ts';
import { newestFirst, outOfDate } from './newest-first.ts';
import { useReplayedRun, type ReplayedRun } from './use-replayed-run.ts';

/** One run at one epoch, with all that is shown of it. */
export interface Side {
  run: ReplayedRun;
  frame: Frame;
}

/** What was computed together is committed together: panels render from this alone, so that they never show two epochs at once. */
export interface Committed {
  /** where the playhead stands */
  epoch: number;
  sides: readonly Side[];
}

export type Choices = Omit<Wish, 'cut'> & { cut: { kind: 'features' | 'components'; x: number; y: number; through: number | null } };

export type Replay = ReturnType<typeof openReplay>;

const key: InjectionKey<Replay> = Symbol('replay');

export const useReplay = (): Replay => inject(key)!;

/** The playhead over a run, or over two: the second is another run at the same epoch, or goes its own way. */
export function openReplay(first: Ref<string>, second: Ref<string | null>) {
  const left = useReplayedRun(first);
  const right = useReplayedRun(computed(() => second.value ?? first.value));
  const runs = computed(() => (second.value === null ? [left] : [left, right]));

  const wanted = ref(0);
  /** the epoch of the second side where it is not locked to the first */
  const apart = ref<number | null>(null);
  const choices = reactive<Choices>({
    part: 'validation', positive: 1, threshold: 0.5, sort: { key: 'loss', descending: true }, cell: null, map: 'weights',
    cut: { kind: 'components', x: 0, y: 1, through: null },
  });
  const committed = shallowRef<Committed | null>(null);
  const error = ref<string | null>(null);
  const waiting = ref(false);

  const last = computed(() => Math.max(...runs.value.map((run) => run.lastEpoch.value)));
  const epochOf = (side: number): number => Math.min(runs.value[side]!.lastEpoch.value, side === 1 && apart.value !== null ? apart.value : wanted.value);

  const requests = newestFirst<readonly ReplayedRun[]>(async (wantedRuns, signal) => {
    const epoch = wanted.value;
    const late = setTimeout(() => { waiting.value = true; }, 100);
    try {
      const frames = await Promise.all(wantedRuns.map((run, side) => run.frame(epochOf(side), wishOf(run), signal)));
      if (wantedRuns !== runs.value) return;
      committed.value = { epoch, sides: wantedRuns.map((run, side) => ({ run, frame: frames[side]! })) };
      error.value = null;
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
    const part: Part = !counts || counts[rest.part] > 0 ? rest.part : 'train';
    return {
      ...rest, part, sort: { ...rest.sort }, cell: rest.cell && { ...rest.cell }, positive: Math.min(rest.positive, Math.max(0, classes.length - 1)),
      cut: { axes: cut.kind === 'components' ? { kind: 'components' } : { kind: 'features', x: Math.min(cut.x, most), y: Math.min(cut.y, most) }, through: cut.through },
    };
  }

  const ready = computed(() => runs.value.every((run) => run.ready.value));
  watch([wanted, apart, runs, ready, choices], () => { if (ready.value) requests.ask(runs.value); });
  // What belongs to runs that are not shown any more must not stand beside what does.
  watch(runs, () => { committed.value = null; });
  watch(first, () => {
    committed.value = null;
    choices.cell = null;
    choices.cut.through = null;
  });
  onScopeDispose(() => requests.stop());

  function go(epoch: number): void {
    wanted.value = Math.max(0, Math.min(last.value, Math.round(epoch)));
  }

  const computingNow = computed(() => runs.value.map((run) => run.computing.value).find((progress) => progress !== null) ?? null);
  const failure = computed(() => runs.value.map((run) => run.error.value).find((message) => message !== null) ?? error.value);
  const replay = { runs, wanted, apart, choices, committed, error: failure, waiting, computing: computingNow, last, go, epochOf, ready };
  provide(key, replay);
  return replay;
}
