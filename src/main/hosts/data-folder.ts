import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** The platform's folder for what this person's applications keep. */
export function dataFolder(): string {
  return envPaths('trainyard', { suffix: '' }).data;
}

/** The database's path where a command line would have to name it; undefined for the one that it finds by itself. */
export function givenDatabase(named?: string): string | undefined {
  const path = databasePath(named);
  return path === join(dataFolder(), 'trainyard.db') ? undefined : path;
}

/** The database of all three hosts: the one named, else `TRAINYARD_DB`, else the one in the data folder. */
export function databasePath(named?: string): string {
  const chosen = named ?? process.env['TRAINYARD_DB'];
  return chosen ? resolve(chosen) : join(dataFolder(), 'trainyard.db');
}
