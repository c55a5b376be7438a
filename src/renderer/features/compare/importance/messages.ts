import type { Gathered } from '../../../../compare/importance/gather.ts';
import type { Importance } from '../../../../compare/importance/importance.ts';

/** One question a worker: it is ended with it. */
export interface Question {
  gathered: Gathered;
}

export type Answer = { kind: 'done'; importance: Importance } | { kind: 'share'; share: number } | { kind: 'failed'; message: string };
