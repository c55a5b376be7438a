import type { InjectionKey, Ref } from 'vue';

/** The key of the group that the pointer is on, in the list or in any chart; while it is on none, the one that is picked, or null. */
export const strongGroup: InjectionKey<Ref<string | null>> = Symbol('strongGroup');

/** The key of the group that was picked by a press, to be looked at wherever the pointer goes. */
export const pickedGroup: InjectionKey<Ref<string | null>> = Symbol('pickedGroup');
