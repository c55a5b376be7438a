import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"\'&';
const classes = ['=1+1 "<b>x</b>"', '</style><script>alert(3)</script>'];

test('a comparison is written as one page in which hostile names, notes and classes are text, and a file that is there is kept', async () => {
  const folder = temporaryFolder();
  const table = join(folder, 'rows.csv');
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(table, ['a,kind', ...Array.from({ length: 60 }, (_, at) => `${at % 7},${cell(classes[at % 2]!)}`)].join('\n'));
  for (const [name, rate] of [[hostile, '0.01'], ['plain', '0.05']] as const)
    expect((await cli(folder, 'train', '--data', table, '--target', 'kind', '--epochs', '3', '--name', name, '--set', `optimizer.learningRate=${rate}`)).exitCode).toBe(0);
  expect((await cli(folder, 'note', '<img src=x onerror=alert(4)> "quoted" </p>', 'plain')).exitCode).toBe(0);
  const path = join(folder, 'report.html');
  const written = await cli(folder, 'compare', hostile, 'plain', '--metric', 'val_loss.last', '--report', path);
  expect(written.stderr).toBe('');
  expect(written.stdout).toContain(`Wrote ${path}.`);
  const html = readFileSync(path, 'utf8');
  expect(html).not.toMatch(/<script|<img|<b>x/i);
  expect(html).not.toMatch(/ on[a-z]+=["']| style=|javascript:|url\((?!#)/i);
  expect(html).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;');
  expect(html).toContain('=1+1 &quot;&lt;b&gt;x&lt;/b&gt;&quot;');
  expect(html).toContain('&lt;img src=x onerror=alert(4)&gt; &quot;quoted&quot; &lt;/p&gt;');
  expect(html.match(/https?:\/\/[^"]+/g)?.every((address) => address === 'http://www.w3.org/2000/svg')).toBe(true);
  expect(html).not.toMatch(/(?:src|href)="(?!#)/);
  for (const heading of ['Runs', 'Verdicts on val_loss', 'Config differences', 'Metrics', 'Curves', 'Classification', 'Every run']) expect(html).toContain(`>${heading}</h2>`);
  expect(html).toContain('val_loss, final; less is better');
  expect(html).toContain('optimizer.learningRate');
  expect(html.match(/<svg /g)!.length).toBeGreaterThan(8);
  // The baseline's line is dashed, in the legend as in the charts.
  expect(html).toMatch(/class="key"[^>]*><path[^>]*stroke-dasharray="7 4"/);

  expect(await cli(folder, 'compare', hostile, 'plain', '--report', path)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--force') as string });
  expect((await cli(folder, 'compare', hostile, 'plain', '--report', path, '--force')).exitCode).toBe(0);
});
