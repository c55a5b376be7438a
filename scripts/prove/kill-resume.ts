import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createGenerator } from '../../src/nn/random.ts';
import { killAndResume, trainUndisturbed } from '../../tests/support/kill-and-resume/kill-and-resume.ts';

/**
 * Kills training processes at random moments, lets the runs go on, and proves that every link of their chains is that of
 * runs which nobody disturbed. `node kill-resume.ts [KILLS] [SEED]`, 500 kills by default; with another seed, other runs are
 * killed at other moments, so that a large number can be done in parts. Exits 1 where a run differs.
 */
const [kills = '500', seed = '1'] = process.argv.slice(2);
const generator = createGenerator(Number(seed), 'kills');
const folder = mkdtempSync(join(tmpdir(), 'trainyard-kills-'));
try {
  const disturbed = await killAndResume(join(folder, 'disturbed.db'), { kills: Number(kills), firstSeed: 1 + (Number(seed) - 1) * 1000, random: generator.int });
  const undisturbed = new Map((await trainUndisturbed(join(folder, 'undisturbed.db'), disturbed.seeds)).map((run) => [run.name, run]));
  const other = disturbed.runs.filter((run) => !isDeepStrictEqual(run, undisturbed.get(run.name)));
  console.log(`${disturbed.kills} kills, ${disturbed.runs.length} runs, ${disturbed.runs.reduce((sum, { links }) => sum + links.length, 0)} links compared: ${other.length} runs differ`);
  for (const run of other) console.log(`  ${run.name}: ${run.status} after ${run.epochs} epochs, ${undisturbed.get(run.name)?.epochs} undisturbed`);
  process.exitCode = other.length === 0 && disturbed.kills === Number(kills) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
