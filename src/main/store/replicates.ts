import { createHash } from 'node:crypto';
import { replicateKey } from '../../compare/replicates.ts';

/** What the runs of one group of replicates share in the file: a digest of the config without name, seeds and fold, in hex. */
export function replicatesDigest(config: unknown): string {
  return createHash('sha256').update(replicateKey(config)).digest('hex').slice(0, 32);
}
