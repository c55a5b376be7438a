import { useRecentNode } from './support/node.mjs';

await useRecentNode();
const { appTests, check, unitTests } = await import('./support/test-steps.ts');

/** Every test there is. A step that fails does not keep the others from running. */
const steps = [
  { name: 'Types of the pure parts', run: () => check('typescript/bin/tsc', '-p', 'tsconfig.pure.json') },
  { name: 'Types of main, preload, scripts and tests', run: () => check('typescript/bin/tsc', '-p', 'tsconfig.node.json') },
  { name: 'Types of the window', run: () => check('vue-tsc/bin/vue-tsc.js', '-p', 'tsconfig.web.json') },
  { name: 'Lint', run: () => check('eslint/bin/eslint.js', '.') },
  { name: 'Build', run: () => check('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn') },
  { name: 'Unit tests', run: unitTests },
  { name: 'Whole-app tests', run: appTests },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const leftOut = [];
const unsteady = [];
for (const { name, run } of steps) {
  console.log(`\n── ${name}`);
  const result = run();
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
  leftOut.push(...result.leftOut);
  unsteady.push(...result.unsteady);
  if (result.failed > 0) failures.push(name);
}

if (leftOut.length > 0) console.log(`\nSkipped, because what they need is missing here:\n${leftOut.map((name) => `  ${name}`).join('\n')}`);
if (unsteady.length > 0) console.log(`\nPassed on a second try alone, which is a fault to look for:\n${unsteady.map((name) => `  ${name}`).join('\n')}`);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);
