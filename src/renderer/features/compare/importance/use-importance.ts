import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { gather, type Gathered } from '../../../../compare/importance/gather.ts';
import { importanceProblem, type Importance } from '../../../../compare/importance/importance.ts';
import type { MetricPart } from '../../../../contract/filter/ast.ts';
import { metricValue } from '../../../../contract/metric-table.ts';
import { messageOf } from '../../../stores/bridge.ts';
import { useComparison } from '../../../stores/comparison.ts';
import { measure, type Measuring } from './measure.ts';

/** Importance of config values for a metric of the runs that brushes let through, measured anew where they change. Ends with the scope that called it. */
export function useImportance(wanted: Readonly<Ref<{ metric: string; part: MetricPart }>>, start: typeof measure = measure) {
  const comparison = useComparison();
  const found = shallowRef<Importance | null>(null);
  const share = ref<number | null>(null);
  const error = ref<string | null>(null);
  const cancelled = ref(false);
  let now: Measuring | null = null;

  /** Runs that are still training do not count: their values would be of different lengths, and change with every epoch. Nor do runs that came without their config. */
  const runs = computed(() => comparison.rows.filter(({ id, endedAt, configKnown }) => endedAt !== null && configKnown === 'whole' && !comparison.heldBack.has(id)));
  const key = computed(() => JSON.stringify([wanted.value, runs.value.map(({ id, revision }) => [id, revision])]));
  const gathered = shallowRef<Gathered>({ runs: 0, leftOut: 0, target: new Float64Array(), features: [] });
  const problem = computed(() => importanceProblem(gathered.value));

  function stop(): void {
    now?.cancel();
    now = null;
    share.value = null;
  }

  function cancel(): void {
    stop();
    cancelled.value = true;
  }

  function begin(): void {
    stop();
    cancelled.value = false;
    error.value = null;
    found.value = null;
    const { metric, part } = wanted.value;
    gathered.value = gather(runs.value.map((run) => ({ config: { ...run.config, dataSetId: run.dataSetId }, value: metricValue(run, metric, part) })));
    if (problem.value !== null) return;
    share.value = 0;
    const mine = start(gathered.value, (done) => { if (now === mine) share.value = done; });
    now = mine;
    mine.done.then((importance) => {
      if (now !== mine) return;
      found.value = importance;
      stop();
    }, (failure: unknown) => {
      if (now !== mine) return;
      error.value = messageOf(failure);
      stop();
    });
  }

  watch(key, begin, { immediate: true });
  onScopeDispose(stop);

  return { found, share, error, cancelled, gathered, problem, cancel, begin };
}
