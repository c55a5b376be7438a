import { customRef, watch, type Ref } from 'vue';

/** A component's model that keeps what was just set: several turns of a wheel may come before the parent has passed the first one back. */
export function atOnce<T>(model: Ref<T>): Ref<T> {
  let now = model.value;
  return customRef((track, trigger) => {
    watch(model, (value) => {
      now = value;
      trigger();
    }, { flush: 'sync' });
    return {
      get() {
        track();
        return now;
      },
      set(value) {
        now = value;
        trigger();
        model.value = value;
      },
    };
  });
}
