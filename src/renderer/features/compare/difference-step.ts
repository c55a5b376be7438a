import type { InjectionKey, Ref } from 'vue';

/** The latest press of the keys for the next or the previous difference of configs; the panel of differences takes it away when it has gone there. */
export const differenceStep: InjectionKey<Ref<{ by: 1 | -1 } | null>> = Symbol('differenceStep');
