import type { StoredVerification } from '../../contract/replay.ts';
import type { Database } from './database.ts';

export function storeVerification(db: Database, run: number, { at, arithmetic, identicalThrough, difference }: StoredVerification): void {
  db.run(`INSERT OR REPLACE INTO verifications (run, at, arithmetic, identical_through, differs_at, reason) VALUES (?, ?, ?, ?, ?, ?)`,
    run, at, arithmetic, identicalThrough, difference?.epoch ?? null, difference?.reason ?? null);
}

export function readVerification(db: Database, run: number): StoredVerification | null {
  const row = db.get<{ at: number; arithmetic: string; identicalThrough: number | null; differsAt: number | null; reason: string | null }>(`
    SELECT at, arithmetic, identical_through AS identicalThrough, differs_at AS differsAt, reason FROM verifications WHERE run = ?`, run);
  if (!row) return null;
  const { differsAt, reason, ...rest } = row;
  return { ...rest, difference: differsAt === null ? null : { epoch: differsAt, reason: reason ?? '' } };
}
