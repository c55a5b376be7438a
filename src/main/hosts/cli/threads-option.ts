import { wholeNumber } from './whole-number.ts';

/** Of the commands that train: how many threads may compute one run. The numbers do not depend on it. */
export const threadsOption = [
  '--threads <n>', 'how many threads may compute one run, where its layers are large; the numbers stay the same', wholeNumber(1, 64),
] as const;
