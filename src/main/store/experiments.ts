import { v7 as uuidv7 } from 'uuid';
import type { Experiment } from '../../contract/api.ts';
import type { StoreContext } from './context.ts';
import type { Experiments } from './types/experiments.ts';

export function createExperiments({ db, now }: StoreContext): Experiments {
  const find = (name: string) => db.get<{ id: string }>('SELECT id FROM experiments WHERE name = ?', name);

  return {
    list: () => db.all<Experiment>(`
      SELECT id, name, created_at AS createdAt,
        (SELECT count(*) FROM runs WHERE runs.experiment = experiments.key AND runs.trashed_at IS NULL) AS runs
      FROM experiments ORDER BY name COLLATE NOCASE, key`),

    ensure: (name) => find(name)?.id ?? db.durably(() => {
      const existing = find(name);
      if (existing) return existing.id;
      const id = uuidv7();
      db.run('INSERT INTO experiments (id, name, created_at) VALUES (?, ?, ?)', id, name, now());
      return id;
    }),
  };
}
