import type { RunConfig } from '../../contract/run-config.ts';
import { storeConfigValues } from './config-values.ts';
import type { Database } from './database.ts';

/**
 * Takes back what the end of a run has brought, so that it can go on: its final weights, what was measured with them, and
 * the verification of what it was. `epochs` is how far it goes from now on.
 */
export function reopenRun(db: Database, run: number, epochs: number): void {
  db.run(`UPDATE runs SET status = 'queued', queue_position = NULL, stop_reason = NULL, error = NULL, ended_at = NULL, weights_sha256 = NULL, chain = NULL
    WHERE key = ?`, run);
  const final = `SELECT key FROM metric_names WHERE name LIKE 'test\\_%' ESCAPE '\\'`;
  db.run(`DELETE FROM points WHERE run = ? AND metric IN (${final})`, run);
  db.run(`DELETE FROM summaries WHERE run = ? AND metric IN (${final})`, run);
  db.run('DELETE FROM verifications WHERE run = ?', run);
  db.run('DELETE FROM divergences WHERE run = ?', run);
  db.run('DELETE FROM commands WHERE run = ?', run);
  changeEpochs(db, run, epochs);
}

function changeEpochs(db: Database, run: number, epochs: number): void {
  const config = JSON.parse(db.get<{ config: string }>('SELECT config FROM run_configs WHERE run = ?', run)!.config) as RunConfig;
  if (config.epochs === epochs) return;
  const changed = { ...config, epochs };
  db.run('UPDATE run_configs SET config = ? WHERE run = ?', JSON.stringify(changed), run);
  db.run('DELETE FROM config_values WHERE run = ?', run);
  storeConfigValues(db, run, changed);
}
