import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './support/root.mjs';
import { useRecentNode } from './support/node.mjs';

await useRecentNode();

/**
 * Tries the properties of the unit tests with other cases than `npm test` does, and more of them: the same as another time
 * with its `--seed`. What follows goes to Vitest, such as names of files.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: String(randomInt(2 ** 31)) }, times: { type: 'string', default: '20' } },
});
const files = positionals.length > 0 ? positionals : globSync('tests/**/*.test.ts', { cwd: root }).filter((file) => readFileSync(join(root, file), 'utf8').includes('support/property.ts'));
console.log(`Seed ${values.seed}, ${values.times} times the cases of npm test, in ${files.length} files`);
const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=3600000', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TRAINYARD_RANDOM_SEED: values.seed, TRAINYARD_RANDOM_TIMES: values.times },
});
const [code] = await once(child, 'exit');
if (code !== 0) console.log(`\nOnce more: npm run test:random -- --seed ${values.seed} --times ${values.times}`);
process.exit(code ?? 1);
