import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"\'&';

test('a comparison is written as one page in which hostile names are text, and a file that is there is kept', async () => {
  const folder = temporaryFolder();
  for (const [name, rate] of [[hostile, '0.01'], ['plain', '0.05']] as const)
    expect((await cli(folder, 'train', '--data', 'moons', '--epochs', '3', '--name', name, '--set', `optimizer.learningRate=${rate}`)).exitCode).toBe(0);
  const path = join(folder, 'report.html');
  const written = await cli(folder, 'compare', hostile, 'plain', '--report', path);
  expect(written.stderr).toBe('');
  expect(written.stdout).toContain(`Wrote ${path}.`);
  const html = readFileSync(path, 'utf8');
  expect(html).not.toMatch(/<script|<img/i);
  expect(html).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;');
  expect(html.match(/https?:\/\/[^"]+/g)?.every((address) => address === 'http://www.w3.org/2000/svg')).toBe(true);
  for (const heading of ['Runs', 'Config differences', 'Metrics', 'Verdicts on val_accuracy.best', 'Curves', 'Classification']) expect(html).toContain(`<h2>${heading}</h2>`);
  expect(html).toContain('optimizer.learningRate');
  expect(html.match(/<svg /g)!.length).toBeGreaterThan(4);

  expect(await cli(folder, 'compare', hostile, 'plain', '--report', path)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--force') as string });
  expect((await cli(folder, 'compare', hostile, 'plain', '--report', path, '--force')).exitCode).toBe(0);
});
