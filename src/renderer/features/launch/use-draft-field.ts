import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useLaunchDraft } from '../../stores/launch-draft.ts';
import { readPath, writePath } from './draft-path.ts';

/** A field of the draft by its path, with what the check says about it. */
export function useDraftField<Value>(path: () => string): { value: WritableComputedRef<Value>; error: ComputedRef<string | null> } {
  const draft = useLaunchDraft();
  return {
    value: computed({
      get: () => readPath(draft.config, path()) as Value,
      set: (value) => writePath(draft.config, path(), value),
    }),
    error: computed(() => draft.issues.find((issue) => issue.field === path())?.message ?? null),
  };
}
