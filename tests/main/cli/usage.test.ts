import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** One line, and no trace of where in the program it happened. */
const oneLine = /^error: [^\n]+\n$/;

describe('wrong usage ends with 2 and one line on standard error', () => {
  it.each([
    [['nobody'], 'nobody'],
    [['train', '--nobody'], '--nobody'],
    [['train', '--epochs', 'many'], 'whole number'],
    [['train', '--epochs', '0'], 'whole number'],
    [['train', '--seed', '-1'], 'whole number'],
    [['train', '--workers', '1.5'], 'whole number'],
    [['train', '--set', 'epochs'], 'path=value'],
    [['train', '--set', 'nobody.rate=1'], 'nobody: is not a known setting'],
    [['train', '--set', 'optimizer.nobody=1'], 'optimizer.nobody: is not a known setting'],
    [['train', '--set', '__proto__.epochs=1'], 'not the name of a setting'],
    [['train', '--set', 'optimizer.constructor.x=1'], 'not the name of a setting'],
    [['train', '--set', 'network.17.units=4'], 'there is no entry 17'],
    [['train', '--set', 'epochs.more=4', '--epochs', '3'], 'nothing inside of it'],
    [['train', '--set', 'optimizer.name=nobody'], 'must be one of sgd'],
    [['train', '--set', 'loss=meanSquaredError'], 'meanSquaredError'],
    [['runs', '--status', 'nobody'], 'there is no such status'],
    [['runs', '--limit', '0'], 'whole number'],
    [['runs', 'too', 'many'], 'too many arguments'],
    [['runs', '--group', 'nobody'], 'cannot be grouped by "nobody"'],
    [['runs', '--group', 'tag', '--limit', '201'], 'of groups at most 200'],
    [['runs', '--columns', 'name,nobody'], '--columns nobody: there is no such column'],
    [['runs', '--sort', 'a,b,c,d,e,f,g,h,i'], '8 keys at once, not by 9'],
    [['views', 'save', 'x', '--filter', 'epochs >'], 'The filter has a mistake'],
    [['views', 'save', 'x', '--group', 'nobody'], 'cannot be grouped by "nobody"'],
    [['views', 'save', 'x', '--sort', 'nobody'], '--sort nobody: there is no such column'],
    [['views', 'save', ' '], 'name: must not be empty'],
    [['settings', 'set'], 'missing required argument'],
    [['settings', 'set', 'workers'], 'NAME=VALUE'],
    [['settings', 'set', 'nobody=1'], 'there is no such setting; there are workers, threads'],
    [['settings', 'set', '__proto__=1'], 'there is no such setting'],
    [['settings', 'set', 'workers=0'], 'workers: must be at least 1'],
    [['settings', 'set', 'theme=mauve'], 'theme: must be one of system, light, dark'],
    [['settings', 'set', 'notifications=often'], 'notifications: must be true or false'],
    [['predict', 'x', '--data', 'x.csv', '--at', 'noon'], '--at noon: write best, last'],
    [['show'], 'missing required argument'],
    [['rm'], 'Name the runs'],
    [['rm', 'a', '--filter', 'tag:b'], 'not both'],
    [['tag'], 'missing required argument'],
    [['colour', 'mauve', 'a'], 'There is no colour mauve'],
    [['data', 'nobody'], 'nobody'],
    [['data', 'import'], 'missing required argument'],
    [['data', 'import', 'x.csv', '--task', 'nobody'], 'Allowed choices'],
    [['serve', '--port', '70000'], 'whole number'],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await cli(temporaryFolder(), ...argv);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'must hold one JSON object'],
    ['{"epochs": 0}', 'epochs: must be at least 1'],
    ['{"__proto__": {"epochs": 3}}', '__proto__: is not a known setting'],
    ['{"data": {"set": 5}}', 'data.set: must be text'],
  ])('the config file %s', async (text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), text);
    const { exitCode, stderr } = await cli(folder, 'train', '--config', join(folder, 'config.json'));
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

describe('what fails ends with 1 and one line on standard error', () => {
  it.each([
    [['show', 'nobody'], 'no run "nobody"'],
    [['rm', 'nobody'], 'no run "nobody"'],
    [['train', '--data', 'nobody'], 'no data set "nobody"'],
    [['train', '--data', 'nobody.csv'], 'There is no file'],
    [['train', '--config', 'nobody.json'], 'There is no file nobody.json'],
    [['data', 'import', 'nobody.csv'], 'There is no file nobody.csv'],
    [['data', 'import', '/'], 'is a folder'],
    [['data', 'profile', 'nobody'], 'no data set "nobody"'],
    [['runs', '--view', 'nobody'], 'There is no view "nobody"'],
    [['views', 'rm', 'nobody'], 'There is no view "nobody"'],
    [['views', 'rename', 'nobody', 'x'], 'There is no view "nobody"'],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await cli(temporaryFolder(), ...argv);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });

  it('a file that is no database', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'trainyard.db'), 'this is a letter, not a database, and long enough to be looked at');
    const { exitCode, stderr } = await cli(folder, 'runs');
    expect(stderr).toMatch(oneLine);
    expect(exitCode).toBe(1);
  });
});

describe('help', () => {
  it.each([
    [], ['train'], ['runs'], ['show'], ['rm'], ['restore'], ['pause'], ['resume'], ['stop'], ['tag'], ['untag'], ['note'], ['star'], ['unstar'], ['lock'],
    ['unlock'], ['move'], ['colour'], ['rename'], ['undo'], ['redo'], ['history'], ['trash'],
    ['data'], ['data', 'list'], ['data', 'import'], ['data', 'preview'], ['data', 'show'], ['data', 'rename'], ['data', 'note'], ['data', 'rm'], ['data', 'restore'], ['views'], ['views', 'list'], ['views', 'save'], ['views', 'rename'], ['views', 'rm'],
    ['settings'], ['settings', 'list'], ['settings', 'set'], ['experiments'], ['predict'], ['serve'], ['doctor'],
  ])('is there for %s %s', async (...words) => {
    const { exitCode, stdout, stderr } = await cli(temporaryFolder(), ...words, '--help');
    expect(stdout).toContain(`Usage: trainyard${words.map((word) => ` ${word}`).join('')}`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('is what a command line without a command gets, as wrong usage', async () => {
    const { exitCode, stderr } = await cli(temporaryFolder());
    expect(stderr).toContain('Usage: trainyard [options] [command]');
    expect(exitCode).toBe(2);
  });
});
