import { describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../../../src/contract/run-config.ts';
import { cli } from '../../support/cli.ts';
import { addRun, addRunning, batch, completed, openIn } from '../../support/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const json = (text: string) => JSON.parse(text) as { by: string; total: number; runs: number; groups: { label: string | null; runs: number; cells: Record<string, object> }[] };
const cellsOf = (text: string) => text.trimEnd().split('\n').map((line) => line.split(/\s{2,}/));

/** Two runs with adam, losses 0.1 and 0.3; one with sgd, loss 0.5. */
async function threeRuns(): Promise<string> {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  const add = (name: string, config: RunConfigInput, loss: number, changes: { tags?: string[]; experimentId?: string } = {}) => {
    const { id } = addRunning(store, { name, config, ...changes });
    store.points.append([batch(id, [1], { val_loss: [loss] })]);
    store.runs.end(id, completed);
  };
  add('a, seed 1', { optimizer: { name: 'adam' }, seed: 1 }, 0.1, { tags: ['kept'] });
  add('a, seed 2', { optimizer: { name: 'adam' }, seed: 2 }, 0.3, { experimentId: store.experiments.ensure('Other') });
  add('b', { optimizer: { name: 'sgd' }, seed: 1 }, 0.5, { tags: ['kept', '\u001b[2Jx'] });
  store.close();
  return folder;
}

describe('groups of runs', () => {
  it('say mean, standard deviation and number of a metric, and what all runs of a group have', async () => {
    const folder = await threeRuns();
    const { exitCode, stdout } = await cli(folder, 'runs', '--group', 'replicates', '--sort', 'val_loss', '--columns', 'val_loss,optimizer.name,seed,epochs');
    expect(exitCode).toBe(0);
    expect(cellsOf(stdout)).toEqual([
      ['replicates', 'runs', 'val_loss', 'optimizer.name', 'seed', 'epochs'],
      ['a', '2', '0.2 ± 0.1414 (n = 2)', 'adam', '…', '1'],
      ['b', '1', '0.5 (n = 1)', 'sgd', '1', '1'],
    ]);
    expect(json((await cli(folder, 'runs', '--group', 'replicates', '--sort', 'val_loss', '--columns', 'val_loss,seed', '--json')).stdout)).toMatchObject({
      by: 'replicates', total: 2, runs: 3,
      groups: [
        { label: 'a', runs: 2, cells: { val_loss: { kind: 'statistics', mean: 0.2, n: 2 }, seed: { kind: 'various' } } },
        { label: 'b', runs: 1, cells: { val_loss: { kind: 'statistics', mean: 0.5, sd: 'NaN', n: 1 }, seed: { kind: 'same', value: 1 } } },
      ],
    });
  });

  it.each([
    ['experiment', [['Default', 2], ['Other', 1]]],
    ['optimizer.name', [['adam', 2], ['sgd', 1]]],
    ['status', [['completed', 3]]],
    ['tag', [['\u001b[2Jx', 1], ['kept', 2], [null, 1]]],
  ])('are made by %s', async (by, expected) => {
    const { groups } = json((await cli(await threeRuns(), 'runs', '--group', by, '--json')).stdout);
    const found = groups.map(({ label, runs }) => [label, runs]);
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('are of the runs that a filter and a status leave, in the order that is asked for, as many as are asked for', async () => {
    const folder = await threeRuns();
    const labels = async (...argv: string[]) => json((await cli(folder, 'runs', '--json', '--group', 'optimizer.name', ...argv)).stdout).groups.map(({ label }) => label);
    expect(await labels('--filter', 'val_loss < 0.2')).toEqual(['adam']);
    expect(await labels('--status', 'failed')).toEqual([]);
    expect(await labels('--sort', 'val_loss')).toEqual(['adam', 'sgd']);
    expect(await labels('--sort', '-val_loss')).toEqual(['sgd', 'adam']);
    const { stdout, stderr } = await cli(folder, 'runs', '--group', 'optimizer.name', '--sort', '-val_loss', '--limit', '1');
    expect([stdout.split('\n')[1], stderr]).toEqual([expect.stringMatching(/^sgd /), '1 of 2 groups; --limit shows more\n']);
    expect((await cli(folder, 'runs', '--group', 'tag', '--status', 'failed')).stdout).toBe('There are no such runs.\n');
  });

  it('cannot write to the terminal through their names', async () => {
    const { stdout } = await cli(await threeRuns(), 'runs', '--group', 'tag');
    expect(stdout).toContain('\\u001b[2Jx');
    expect(stdout).toMatch(/^– +1 /m);
    expect(stdout).toMatch(/^tag +runs +status +data set /m);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
  });
});

it('lists runs with the columns that are asked for', async () => {
  const { stdout } = await cli(await threeRuns(), 'runs', '--sort', 'name', '--columns', 'val_loss.min,tags,optimizer.name,starred', '--filter', 'tag:kept');
  expect(cellsOf(stdout).map((cells) => cells.slice(1))).toEqual([
    ['name', 'val_loss.min', 'tags', 'optimizer.name', 'starred'],
    ['a, seed 1', '0.1', 'kept', 'adam', 'no'],
    ['b', '0.5', expect.stringContaining('kept'), 'sgd', 'no'],
  ]);
});

it('tells experiments with how many runs each has', async () => {
  const folder = await threeRuns();
  const { stdout } = await cli(folder, 'experiments');
  expect(cellsOf(stdout).map((cells) => cells.slice(0, 2))).toEqual([['name', 'runs'], ['Default', '2'], ['Other', '1']]);
  expect(JSON.parse((await cli(folder, 'experiments', '--json')).stdout)).toMatchObject([{ name: 'Default', runs: 2 }, { name: 'Other', runs: 1 }]);
  expect((await cli(temporaryFolder(), 'experiments')).stdout).toBe('There are no experiments yet.\n');
});

describe('a view', () => {
  const names = async (folder: string, ...argv: string[]) => (JSON.parse((await cli(folder, 'runs', '--json', ...argv)).stdout) as { name: string }[]).map(({ name }) => name);

  it('is saved, listed, shown, renamed and removed', async () => {
    const folder = await threeRuns();
    expect(await cli(folder, 'views', 'save', 'Worst first', '--filter', 'val_loss > 0.2', '--sort', '-val_loss')).toMatchObject({ exitCode: 0, stdout: 'saved Worst first\n' });
    expect(await names(folder, '--view', 'worst first')).toEqual(['b', 'a, seed 2']);
    expect((await cli(folder, 'views')).stdout).toMatch(/^Worst first +the list +val_loss > 0\.2; sorted by -val_loss /m);
    const [{ id, kind }] = JSON.parse((await cli(folder, 'views', '--json')).stdout) as [{ id: string; kind: string }];
    expect(kind).toBe('runs');
    expect(await names(folder, '--view', id)).toHaveLength(2);
    expect((await cli(folder, 'views', 'rename', 'Worst first', 'Worse')).stdout).toBe('renamed Worse\n');
    expect(await names(folder, '--view', 'Worse')).toHaveLength(2);
    expect(JSON.parse((await cli(folder, 'views', 'remove', 'Worse', '--json')).stdout)).toMatchObject({ removed: { id, name: 'Worse' } });
    expect((await cli(folder, 'views')).stdout).toContain('There are no views.');
  });

  it('says filter, order, groups and columns, which options replace', async () => {
    const folder = await threeRuns();
    await cli(folder, 'views', 'save', 'groups', '--filter', 'tag:kept', '--group', 'optimizer.name', '--columns', 'val_loss', '--sort', '-val_loss');
    expect(cellsOf((await cli(folder, 'runs', '--view', 'groups')).stdout)).toEqual([['optimizer.name', 'runs', 'val_loss'], ['sgd', '1', '0.5 (n = 1)'], ['adam', '1', '0.1 (n = 1)']]);
    expect(await names(folder, '--view', 'groups', '--no-group')).toEqual(['b', 'a, seed 1']);
    expect(await names(folder, '--view', 'groups', '--no-group', '--filter', '', '--sort', 'name')).toEqual(['a, seed 1', 'a, seed 2', 'b']);
    expect(json((await cli(folder, 'runs', '--view', 'groups', '--group', 'status', '--json')).stdout)).toMatchObject({ by: 'status', runs: 2 });
  });

  it('is replaced where that is said alone', async () => {
    const folder = await threeRuns();
    await cli(folder, 'views', 'save', 'mine', '--filter', 'tag:kept');
    expect(await cli(folder, 'views', 'save', 'mine', '--filter', 'seed = 2')).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('--force replaces it') });
    expect(await names(folder, '--view', 'mine')).toHaveLength(2);
    expect(await cli(folder, 'views', 'save', 'mine', '--filter', 'seed = 2', '--force')).toMatchObject({ exitCode: 0 });
    expect(await names(folder, '--view', 'mine')).toEqual(['a, seed 2']);
  });

  it('that a window kept of one experiment shows that one alone, and nothing that nobody could have meant', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    const experimentId = store.experiments.ensure('Other');
    addRun(store, { name: 'here', experimentId });
    addRun(store, { name: 'elsewhere' });
    store.views.save({ kind: 'runs', name: 'other', content: { experimentId, sort: ['name; DROP TABLE runs'], columns: { shown: ['no such column'] } } });
    store.close();
    expect((await cli(folder, 'runs', '--view', 'other')).stdout).toMatch(/ here .*queued/);
    expect(await names(folder, '--view', 'other')).toEqual(['here']);
  });

  it('of a comparison is none of the list, and may have the same name', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    store.views.save({ kind: 'compare', name: 'best', content: {} });
    store.close();
    expect(await cli(folder, 'runs', '--view', 'best')).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('"best" is a view of a comparison') });
    await cli(folder, 'views', 'save', 'best');
    expect(await cli(folder, 'runs', '--view', 'best')).toMatchObject({ exitCode: 0 });
    expect(await cli(folder, 'views', 'rm', 'best')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('several views are called so') });
  });
});
