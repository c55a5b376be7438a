import type { InjectionKey, Ref } from 'vue';

/** Whether the inspector takes the whole work area; what stands in it may switch. */
export const inspectorMaximised: InjectionKey<Ref<boolean>> = Symbol('inspectorMaximised');
