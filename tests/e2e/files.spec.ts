import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import type { Bridge } from '../../src/contract/bridge.ts';
import { builtIns } from '../../src/data/built-ins.ts';
import { onnxRuntime } from '../support/onnx-runtime.ts';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { runRow } from './support/runs-list.ts';

/** Trains runs on wdbc and waits for their end. */
async function trained(page: Page, names: string[]): Promise<void> {
  const ids = await page.evaluate(async (all) => {
    const given: string[] = [];
    for (const [at, name] of all.entries()) {
      const { trainyard } = window as unknown as { trainyard: Bridge };
      const reply = await trainyard.call('runs.launch', { config: { name, data: { set: 'wdbc', split: { validation: 0.2, test: 0.2 } }, epochs: 4 + 8 * at, seed: 3 } });
      if (!reply.ok) throw new Error(reply.error.message);
      given.push(...reply.value.ids);
    }
    return given;
  }, names);
  await expect.poll(() => page.evaluate(async (wanted) => {
    const reply = await (window as unknown as { trainyard: Bridge }).trainyard.call('runs.rows', { ids: wanted });
    return reply.ok ? reply.value.map(({ status }) => status) : [];
  }, ids)).toEqual(names.map(() => 'completed'));
}

async function drop(page: Page, fileName: string, content: string): Promise<void> {
  await page.evaluate(([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [fileName, content] as const);
}

/** What the button that is pressed by this gives to the person. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const wdbc = builtIns.find(({ name }) => name === 'wdbc')!;
function wdbcCsv(rows: number): string {
  const { columns } = wdbc.load();
  const cell = (column: (typeof columns)[number], row: number) => (column.type === 'numeric' ? String(column.values[row]) : column.categories[column.codes[row]!]!);
  return [['note', ...columns.map(({ name }) => name)].join(','), ...Array.from({ length: rows }, (_, row) => [row === 0 ? '=1+1' : 'x', ...columns.map((column) => cell(column, row))].join(','))].join('\n');
}

test('exports the best of the runs by a metric as ONNX, which ONNX Runtime runs', async ({ app }) => {
  const { page } = app;
  await trained(page, ['short', 'longer']);
  await expect(runRow(page, 'longer')).toBeVisible();
  await page.getByRole('button', { name: 'Export the best of these runs…' }).click();
  const panel = page.getByRole('dialog', { name: 'Export from 2 runs' });
  await expect(panel).toContainText(/(short|longer), epoch \d+, of 2 runs with this metric/);
  await expectAccessible(page, 'the export panel');
  const { name, bytes } = await saved(page, () => panel.getByRole('button', { name: 'Export ONNX' }).click());
  expect(name).toMatch(/^(short|longer) epoch \d+\.onnx$/);
  if (onnxRuntime) {
    const session = await onnxRuntime.InferenceSession.create(bytes);
    const row = Object.fromEntries(session.inputNames.map((input) => [input, new onnxRuntime!.Tensor('float64', [1], [1, 1])]));
    const { label, probabilities } = await session.run(row);
    expect(['B', 'M']).toContain(label!.data[0]);
    expect([...(probabilities!.data as Float32Array)].reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
  }
});

test('promotes a run to a model that predicts rows and files when its run is gone', async ({ app }) => {
  const { page } = app;
  await trained(page, ['first']);
  await runRow(page, 'first').click();
  await page.keyboard.press('p');
  const panel = page.getByRole('dialog', { name: 'Promote “first” to a model' });
  await panel.getByLabel('Name of the model').fill('tumours');
  await panel.getByRole('checkbox', { name: 'production' }).check();
  await panel.getByRole('button', { name: 'Promote', exact: true }).click();
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Show' }).click();
  const model = page.getByRole('article', { name: 'Model tumours' });
  await expect(model.getByRole('row', { name: /test_accuracy/ })).toBeVisible();
  await expect(model).toContainText('production');
  await expectAccessible(page, 'a model');

  await page.evaluate(async () => {
    const { trainyard } = window as unknown as { trainyard: Bridge };
    await trainyard.call('runs.edit', { runs: { filter: '' }, change: { kind: 'trash' } });
    await trainyard.call('trash.empty', null);
  });
  await expect(model).toContainText('first (deleted)');

  await model.getByRole('button', { name: 'Try it' }).click();
  const said = page.getByRole('complementary', { name: 'What the model says' });
  await expect(said).toContainText('They add up');
  await expectAccessible(page, 'a row that is tried');
  const before = await said.getByRole('status').first().innerText();
  const change = said.getByRole('region', { name: 'Smallest change' });
  await change.getByRole('button', { name: 'Apply' }).first().click();
  await expect(said.getByRole('status').first()).not.toHaveText(before);

  await page.getByRole('radio', { name: 'A file' }).press('Space');
  await expect(page.getByRole('button', { name: /Drop a CSV file here/ })).toBeVisible();
  await drop(page, 'rows.csv', wdbcCsv(100));
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('100 rows of rows.csv predicted');
  await expect(result.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
  await expectAccessible(page, 'a file that was predicted');
  const { name, bytes } = await saved(page, () => result.getByRole('button', { name: 'Save as CSV' }).click());
  const lines = bytes.toString('utf8').trim().split('\n');
  expect([name, lines.length]).toEqual(['rows predicted.csv', 101]);
  expect(lines[0]).toMatch(/^note,.*,prediction,probability_B,probability_M$/);
  expect(lines[1]).toMatch(/^'=1\+1,/);

  await drop(page, 'few.csv', 'a,b\n1,2\n');
  await expect(page.getByRole('alert')).toContainText('has no column');
});

test('shows what a dropped history holds before it is stored, says what is not known of it, and refuses what is damaged', async ({ app }) => {
  const { page } = app;
  await drop(page, 'elsewhere.csv', 'epoch,val_loss\n1,0.5\n2,0.4\n3,0.3\n');
  const panel = page.getByRole('region', { name: 'Import elsewhere.csv' });
  await expect(panel).toContainText('3 epochs of val_loss');
  await expectAccessible(page, 'an import of runs');
  await panel.getByRole('button', { name: 'Import', exact: true }).click();
  const run = page.getByRole('article', { name: 'Run elsewhere' });
  await expect(run).toContainText('Not known: it was trained elsewhere');
  await expect(run).not.toContainText('learning rate 0.001');

  await drop(page, 'bad.json', '{"format":"trainyard-model","version":1,"version":2}');
  const refused = page.getByRole('region', { name: 'Import bad.json' });
  await expect(refused.getByRole('alert')).toContainText('has the field "version" twice');
  await refused.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(refused).toBeHidden();
});

/** Of files from now on, nothing can be read beyond their beginning: a disk that does not answer. */
async function stallFiles(page: Page): Promise<void> {
  await page.evaluate(() => {
    File.prototype.slice = function slice(from?: number, to?: number) {
      if ((from ?? 0) === 0) return Blob.prototype.slice.call(this, from, to);
      return { arrayBuffer: () => new Promise(() => undefined) } as unknown as Blob;
    };
  });
}

test('predicts with a model file that is not imported, and cancels a prediction and an import that take long', async ({ app }) => {
  const { page } = app;
  await trained(page, ['first']);
  await runRow(page, 'first').click();
  await page.keyboard.press('e');
  const panel = page.getByRole('dialog', { name: /^Export/ });
  await panel.getByRole('radio', { name: /^JSON/ }).check();
  const { bytes } = await saved(page, () => panel.getByRole('button', { name: 'Export JSON' }).click());

  await drop(page, 'theirs.json', bytes.toString('utf8'));
  const dropped = page.getByRole('region', { name: 'Import theirs.json' });
  await dropped.getByRole('button', { name: 'Predict with it' }).click();
  await expect(page.getByText('theirs.json, not imported, predicts diagnosis')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'What the model says' })).toContainText('They add up');
  await page.getByRole('radio', { name: 'A file' }).press('Space');
  await expect(page.getByRole('button', { name: /Drop a CSV file here/ })).toBeVisible();
  const rows = wdbcCsv(50);
  await drop(page, 'rows.csv', rows);
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('50 rows of rows.csv predicted');

  await stallFiles(page);
  await drop(page, 'long.csv', rows + rows.slice(rows.indexOf('\n')).repeat(150));
  await expect(page.getByRole('progressbar', { name: 'Prediction' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('progressbar', { name: 'Prediction' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Drop a CSV file here/ })).toBeEnabled();

  await drop(page, 'long.json', `{${' '.repeat(1_500_000)}}`);
  const importing = page.getByRole('region', { name: 'Import long.json' });
  await expect(importing.getByRole('progressbar')).toBeVisible();
  await importing.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(importing).toBeHidden();
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('1 run', { exact: true })).toBeVisible();
});
