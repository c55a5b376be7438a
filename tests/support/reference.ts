import { readFileSync } from 'node:fs';

/** Values that other libraries computed; each file names its source and the tolerance it is to be met at. */
export const readReference = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8')) as T;
