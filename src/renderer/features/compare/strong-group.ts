import type { InjectionKey, Ref } from 'vue';

/** The key of the group that the pointer is on, in the list or in any chart; null while it is on none. */
export const strongGroup: InjectionKey<Ref<string | null>> = Symbol('strongGroup');
