import type { ConfigChange, LineageNode } from '../../../contract/replay.ts';

export interface Forks {
  /** Says where a run was forked from, and gives it its parent's hash chain up to there. */
  record(runId: string, origin: { parentId: string; epoch: number; changes: ConfigChange[] }): void;
  /** the whole family, from the farthest ancestor that is known */
  lineage(runId: string): LineageNode;
}
