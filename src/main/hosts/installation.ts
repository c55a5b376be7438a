import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the application's own files are, whether a source file asks or a built one. */
export interface Installation {
  /** the folder of package.json */
  root: string;
  version: string;
  /** the built window: index.html and its assets */
  renderer: string;
  /** the built preload script */
  preload: string;
}

export function findInstallation(from = import.meta.dirname): Installation {
  const root = folderOfManifest(from);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { root, version, renderer: join(root, 'out', 'renderer'), preload: join(root, 'out', 'preload', 'bridge.cjs') };
}

function folderOfManifest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json is missing: this installation is not complete');
  return folderOfManifest(parent);
}
