import { createGenerator, generatorFrom, type Generator } from './random.ts';

/** The streams of chance that a training draws from while it runs, by purpose. */
export interface Streams {
  /** The stream of a purpose, the same one at every call. */
  of(purpose: string): Generator;
  /** all streams that were saved or asked for, as plain data */
  states(): Record<string, number[]>;
}

/** Streams go on from their saved states; a purpose without one starts from the seed. */
export function createStreams(seed: number, saved: Record<string, number[]> = {}): Streams {
  const streams = new Map(Object.entries(saved).map(([purpose, state]): [string, Generator] => [purpose, generatorFrom(state)]));
  return {
    of(purpose) {
      const known = streams.get(purpose);
      if (known) return known;
      const stream = createGenerator(seed, purpose);
      streams.set(purpose, stream);
      return stream;
    },
    states: () => Object.fromEntries(Array.from(streams, ([purpose, stream]) => [purpose, stream.state()])),
  };
}
