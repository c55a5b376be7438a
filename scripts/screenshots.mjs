import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { useRecentNode } from './support/node.mjs';
import { root } from './support/root.mjs';

await useRecentNode();

/** Makes docs/images anew: the whole-app test that does it, on the web host. */
const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
const { status } = spawnSync(process.execPath, [cli, 'test', 'pictures', '--config', 'tests/e2e', '--project=web'], {
  cwd: root, stdio: 'inherit', env: { ...process.env, TRAINYARD_PICTURES: 'make' },
});
process.exit(status ?? 1);
