import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import type { ModelForm } from '../../../contract/models.ts';
import { baselineCells } from '../../../data/explain/cells.ts';
import type { SampleRow } from '../../../data/feature-facts.ts';
import { columnsOf } from '../../../data/feature-facts.ts';
import { calledClass } from '../../../nn/metrics/prediction-score.ts';
import { messageOf } from '../../stores/bridge.ts';
import type { ModelEngine } from './engine/client.ts';
import type { Explanation } from './engine/messages.ts';

export type Cell = number | string | null;

/** A row that can be changed cell by cell, and what the model makes of it: its output at once, the explanation behind it. */
export function useWhatIf(form: Readonly<Ref<ModelForm>>, engine: Readonly<Ref<ModelEngine>>) {
  const columns = computed(() => columnsOf(form.value.features));
  const samples = computed(() => form.value.facts.samples);
  const start = shallowRef<SampleRow | null>(samples.value[0] ?? null);
  const cells = reactive<Cell[]>([]);
  const threshold = ref(0.5);
  const target = computed(() => form.value.features.target);
  const binary = computed(() => target.value.classes.length === 2);
  /** whose probability is told and explained */
  const output = ref(binary.value ? 1 : 0);
  const values = shallowRef<Float32Array | null>(null);
  const explanation = shallowRef<Explanation | null>(null);
  /** the explanation on screen is of an earlier row */
  const stale = ref(true);
  const error = ref<string | null>(null);
  const called = computed(() => (values.value && target.value.task !== 'regression' ? calledClass(values.value, 0, target.value.classes.length, binary.value ? threshold.value : null) : 0));

  function begin(row: SampleRow | null): void {
    start.value = row;
    cells.splice(0, cells.length, ...(row?.cells ?? baselineCells(form.value.features, form.value.facts.columns)));
  }

  let busy = false;
  let again = false;
  /** One question at a time, always about the newest row; the explanation only once the row rests. */
  async function compute(): Promise<void> {
    stale.value = true;
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again) {
        again = false;
        const asked = [...cells];
        values.value = await engine.value.ask('row', { cells: asked });
        error.value = null;
        if (again) continue;
        const found = await engine.value.ask('explain', { cells: asked, output: output.value, threshold: binary.value ? threshold.value : null });
        if (again) continue;
        explanation.value = found;
        stale.value = false;
      }
    } catch (failure) {
      again = false;
      error.value = messageOf(failure);
    } finally {
      busy = false;
    }
  }

  begin(start.value);
  if (!binary.value && target.value.task !== 'regression') output.value = Math.max(0, target.value.classes.indexOf(start.value?.target ?? ''));
  watch([() => [...cells], output, threshold, engine], () => void compute(), { immediate: true });

  return { columns, samples, start, cells, threshold, target, binary, output, values, called, explanation, stale, error, begin };
}

export type WhatIf = ReturnType<typeof useWhatIf>;
