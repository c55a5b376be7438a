import { ref, type InjectionKey, type Ref } from 'vue';

/** Of which runs the panels show an epoch instead of the final weights, by id. Who provides it moves the panels through time. */
export const comparedEpochs: InjectionKey<Readonly<Ref<Readonly<Record<string, number>>>>> = Symbol('comparedEpochs');

export const finalWeights = ref<Readonly<Record<string, number>>>({});
