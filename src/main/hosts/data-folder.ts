import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The platform's folder for what this person's applications keep. */
export function dataFolder(): string {
  return envPaths('trainyard', { suffix: '' }).data;
}

/** The database of all three hosts: the one named, else `TRAINYARD_DB`, else the one in the data folder. */
export function databasePath(named?: string): string {
  const chosen = named ?? process.env['TRAINYARD_DB'];
  return chosen ? resolve(chosen) : join(dataFolder(), 'trainyard.db');
}
