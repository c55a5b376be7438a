import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../data-folder.ts';

/**
 * The page that lets this person's browser in: only they can read it, and it leads on to the web host with the launch
 * token. A token on a command line would be there for every user of the machine to see.
 */
export interface LaunchFile {
  readonly path: string;
  write(link: string): void;
  remove(): void;
}

export function createLaunchFile(port: number, folder = launchFolder()): LaunchFile {
  const path = join(folder, `trainyard-${port}.html`);
  return {
    path,
    write(link) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // A file of that name may be left over, or someone else's link: never write through it.
      rmSync(path, { force: true });
      writeFileSync(path, page(link), { mode: 0o600, flag: 'wx' });
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}

/** Browsers that come as snaps see no hidden folder, but do see the home folder itself. */
function launchFolder(): string {
  return process.platform === 'linux' && existsSync('/snap') ? homedir() : dataFolder();
}

const page = (link: string) => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${link}">
<title>Trainyard</title>
<p><a href="${link}">Open Trainyard</a></p>
`;
