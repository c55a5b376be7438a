import type { ConfigChange, ForkOrigin, LineageNode } from '../../contract/replay.ts';
import type { RunDetail, RunStatus } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import type { Database } from './database.ts';
import { runKey } from './keys.ts';
import { touchRun } from './revisions.ts';
import type { Forks } from './types/forks.ts';

export function createForks({ db }: StoreContext): Forks {
  return {
    record: (runId, { parentId, epoch, changes }) => db.durably(() => {
      const [run, parent] = [runKey(db, runId), runKey(db, parentId)];
      db.run('INSERT INTO forks (run, parent_id, parent_name, epoch, changes) SELECT ?, id, name, ?, ? FROM runs WHERE key = ?',
        run, epoch, JSON.stringify(changes), parent);
      db.run('INSERT OR IGNORE INTO chain_links (run, epoch, weights_sha256, link) SELECT ?, epoch, weights_sha256, link FROM chain_links WHERE run = ? AND epoch <= ?',
        run, parent, epoch);
      touchRun(db, run);
      touchRun(db, parent);
    }),

    lineage: (runId) => db.consistently(() => readTree(db, rootOf(db, runId))),
  };
}

export const changesOf = (db: Database, run: number): ConfigChange[] => {
  const row = db.get<{ changes: string }>('SELECT changes FROM forks WHERE run = ?', run);
  return row ? (JSON.parse(row.changes) as ConfigChange[]) : [];
};

export const childrenOf = (db: Database, id: string): RunDetail['children'] => db.all(`
  SELECT runs.id, runs.name, forks.epoch, runs.status FROM forks JOIN runs ON runs.key = forks.run
  WHERE forks.parent_id = ? AND runs.trashed_at IS NULL ORDER BY forks.epoch, runs.key`, id);

const parentOf = (db: Database, id: string) => db.get<ForkOrigin>(`
  SELECT parent_id AS id, parent_name AS name, forks.epoch FROM forks JOIN runs ON runs.key = forks.run WHERE runs.id = ?`, id);

/** The farthest ancestor that is known, though it may be gone. A file that somebody has changed may hold a circle. */
function rootOf(db: Database, runId: string): { id: string; name: string } {
  const seen = new Set<string>();
  let root = { id: runId, name: '' };
  for (let parent = parentOf(db, runId); parent && !seen.has(parent.id); parent = parentOf(db, parent.id)) {
    seen.add(parent.id);
    root = parent;
  }
  return root;
}

interface NodeRow {
  id: string;
  name: string;
  status: RunStatus;
  trashed: number;
  epochs: number;
  epoch: number | null;
  changes: string | null;
}

const nodeColumns = `runs.id, runs.name, runs.status, runs.trashed_at IS NOT NULL AS trashed, runs.epochs, forks.epoch, forks.changes
  FROM runs LEFT JOIN forks ON forks.run = runs.key`;

function readTree(db: Database, root: { id: string; name: string }): LineageNode {
  const row = db.get<NodeRow>(`SELECT ${nodeColumns} WHERE runs.id = ?`, root.id);
  const seen = new Set([root.id]);
  const top: LineageNode = row ? nodeOf(row) : { ...root, status: wasHere(db, root.id) ? 'gone' : 'absent', trashed: false, epochs: 0, epoch: null, changes: [], children: [] };
  // Level by level, as a family may be deeper than the stack.
  for (let level = [top]; level.length > 0;) {
    const next: LineageNode[] = [];
    for (const node of level) {
      for (const child of db.all<NodeRow>(`SELECT ${nodeColumns} WHERE forks.parent_id = ? ORDER BY forks.epoch, runs.key`, node.id)) {
        if (seen.has(child.id)) continue;
        seen.add(child.id);
        node.children.push(nodeOf(child));
      }
      next.push(...node.children);
    }
    level = next;
  }
  return top;
}

const wasHere = (db: Database, id: string): boolean => db.get('SELECT 1 FROM removed_runs WHERE id = ?', id) !== undefined;

const nodeOf = ({ trashed, changes, ...row }: NodeRow): LineageNode => ({
  ...row, trashed: trashed === 1, changes: changes === null ? [] : (JSON.parse(changes) as ConfigChange[]), children: [],
});
