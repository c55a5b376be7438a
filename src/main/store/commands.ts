import { AppError } from '../../contract/errors.ts';
import { endedStatuses, type RunStatus } from '../../contract/runs.ts';
import type { StoreContext } from './context.ts';
import { quoted, runKey } from './keys.ts';
import type { Commands, RunCommand } from './types/commands.ts';

export function createCommands({ db, now, owner }: StoreContext): Commands {
  return {
    send: (runId, command) => db.durably(() => {
      const run = runKey(db, runId);
      const { name, status } = db.get<{ name: string; status: RunStatus }>('SELECT name, status FROM runs WHERE key = ?', run)!;
      if (endedStatuses.includes(status))
        throw new AppError('conflict', `The run ${quoted(name)} has already ended (${status}), so there is nothing to ${command}.`);
      db.run('INSERT INTO commands (run, command, sent_at) VALUES (?, ?, ?)', run, command, now());
    }),

    takeForOwned: (isKnown) => {
      // Asked many times a second and nearly always empty: look before taking the write lock.
      if (!db.all<Pick<Sent, 'runId'>>(forOwner, owner.id).some(({ runId }) => isKnown(runId))) return [];
      return db.durably(() => {
        const taken = db.all<Sent>(`${forOwner} ORDER BY commands.key`, owner.id).filter(({ runId }) => isKnown(runId));
        for (const { key } of taken) db.run('DELETE FROM commands WHERE key = ?', key);
        return taken.map(({ runId, command }) => ({ runId, command }));
      });
    },
  };
}

interface Sent {
  key: number;
  runId: string;
  command: RunCommand;
}

const forOwner = `
  SELECT commands.key, runs.id AS runId, commands.command
  FROM owners
  JOIN leases ON leases.owner = owners.key
  JOIN commands ON commands.run = leases.run
  JOIN runs ON runs.key = commands.run
  WHERE owners.id = ?`;
