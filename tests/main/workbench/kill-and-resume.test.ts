import { describe, expect, it } from 'vitest';
import { createGenerator } from '../../../src/nn/random.ts';
import { killAndResume, trainUndisturbed } from '../../support/kill-and-resume/kill-and-resume.ts';
import { seed } from '../../support/property.ts';
import { databaseIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('runs whose process is killed at any moment, and that go on', () => {
  it('end with every link of the chain that an undisturbed run has', { timeout: 600_000 }, async () => {
    const [one, other, reference] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    // When a kill comes is up to the machine in the end: it may come at any moment.
    const kills = createGenerator(seed, 'kills');
    const random = (below: number) => kills.int(below);
    const disturbed = await Promise.all([
      killAndResume(databaseIn(one), { kills: 15, firstSeed: 1, random }),
      killAndResume(databaseIn(other), { kills: 15, firstSeed: 1, random }),
    ]);
    expect(disturbed.reduce((sum, { kills }) => sum + kills, 0)).toBe(30);
    const seeds = disturbed.reduce((longest, { seeds: those }) => (those.length > longest.length ? those : longest), [1]);
    const undisturbed = new Map((await trainUndisturbed(databaseIn(reference), seeds)).map((run) => [run.name, run]));
    for (const { runs } of disturbed) for (const run of runs) expect(run).toEqual(undisturbed.get(run.name));
    expect(undisturbed.get('early stopping 1')!.epochs).toBeLessThan(5000);
  });
});
