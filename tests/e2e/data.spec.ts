import type { Page } from 'playwright';
import { expect, test } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';

/** As a spreadsheet of a German clinic exports it: nothing about it is clean. */
const unclean = `\ufeffPatientNr;Größe;Alter;Farbe;Region;Befund\r\n${Array.from({ length: 120 }, (_, row) => [
  1000 + row, (1.5 + (row % 9) / 10 + (row % 4 ? 0 : 0.4)).toFixed(2).replace('.', ','), row % 11 === 0 ? 'n.a.' : 20 + (row % 13), ['rot', 'grün', 'blau'][row % 3], 'EU', row % 4 ? 'gesund' : 'krank',
].join(';')).join('\r\n')}\r\n`;

async function dataView(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByRole('heading', { name: 'Data', level: 1 })).toBeVisible();
}

const setRow = (page: Page, name: string | RegExp) => page.getByRole('grid', { name: 'Data sets' }).getByRole('row', { name });
const previewOf = (page: Page, name: string) => page.getByRole('region', { name: `Import ${name}` });
const inspector = (page: Page, name: string) => page.getByRole('article', { name: `Data set ${name}` });
const show = (page: Page, part: string) => page.getByRole('radio', { name: part }).press('Space');

/** A file or a text, as a drop or the clipboard hands it over. */
async function hand(page: Page, type: 'drop' | 'paste', { fileName, text }: { fileName?: string; text: string }): Promise<void> {
  await page.evaluate(([event, name, content]) => {
    const data = new DataTransfer();
    if (name) data.items.add(new File([content], name, { type: 'text/csv' }));
    else data.setData('text/plain', content);
    const handed = event === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(handed);
  }, [type, fileName, text] as const);
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).press('Enter');
  await page.getByRole('option', { name: option }).click();
}

async function importUnclean(page: Page): Promise<void> {
  await hand(page, 'drop', { fileName: 'befunde.csv', text: unclean });
  await previewOf(page, 'befunde.csv').getByRole('textbox', { name: /Missing cells/ }).fill('n.a.');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Read Alter as' })).toContainText('Number');
  await page.keyboard.press('Control+Enter');
  await expect(inspector(page, 'befunde')).toBeVisible();
}

test('drops a table that is not clean, corrects what was detected, looks into it and launches from there', async ({ app }) => {
  const { page } = app;
  await hand(page, 'drop', { fileName: 'befunde.csv', text: unclean });
  const preview = previewOf(page, 'befunde.csv');
  await expect(preview).toContainText('120 rows, 6 columns');
  for (const [field, found] of [['Delimiter', 'Semicolon'], ['Decimal mark', 'Comma'], ['Header', 'First line'], ['Encoding', 'UTF-8'], ['Target', 'Befund'], ['Task', 'Classification']])
    await expect(page.getByRole('combobox', { name: field, exact: true })).toContainText(found!);
  await expect(page.getByRole('combobox', { name: 'Read PatientNr as' })).toContainText('Set aside');
  await expect(preview).toContainText('"Region" has the same value in every row');

  await expect(page.getByRole('combobox', { name: 'Read Alter as' })).toContainText('Category');
  await preview.getByRole('status').filter({ hasText: '"Alter" is read as categories' }).getByRole('button', { name: 'Count it as missing' }).click();
  await expect(page.getByRole('combobox', { name: 'Read Alter as' })).toContainText('Number');
  await expect(preview.getByRole('columnheader', { name: /Alter/ })).toContainText('11 missing');
  await choose(page, 'Read Region as', 'Leave out');
  await expect(preview.getByRole('columnheader', { name: /Region/ })).toContainText('left out');
  await preview.getByRole('textbox', { name: 'Name of column Befund' }).fill('Diagnose');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toContainText('Diagnose');
  await expect(preview.getByRole('columnheader', { name: /Region/ })).toContainText('left out');
  await preview.getByRole('button', { name: 'Import', exact: true }).click();

  const set = inspector(page, 'befunde');
  await expect(set).toContainText('120 rows · 5 columns · target Diagnose');
  await expect(set.getByRole('row', { name: /Alter/ })).toContainText('rpb');
  await expect(set.getByRole('row', { name: /Farbe/ })).toContainText('V');
  await expect(set.getByRole('row', { name: /Alter/ }).getByRole('cell', { name: '11', exact: true })).toBeVisible();

  await show(page, 'Classes and split');
  const classes = set.getByRole('table', { name: 'Rows of each class' });
  await expect(classes.getByRole('row', { name: /krank/ })).toContainText(/30.*24.*6/s);
  await set.getByRole('textbox', { name: 'Validation share' }).fill('0.5');
  await expect(classes.getByRole('row', { name: /krank/ })).toContainText(/30.*15.*15/s);
  await set.getByRole('textbox', { name: 'Validation share' }).fill('1.5');
  await expect(set.getByRole('alert')).toContainText('Shares are from 0');

  await show(page, 'Scatter');
  await expect(set.getByRole('img', { name: /against .* by Diagnose: gesund 9\d|against .* by Diagnose: gesund 8\d/ })).toBeVisible();
  await choose(page, 'Across', 'Farbe');
  await expect(set.getByRole('img', { name: /against Farbe/ })).toBeVisible();
  await set.getByRole('button', { name: /krank/ }).click();
  await expect(set.getByRole('button', { name: /krank/ })).toHaveAttribute('aria-pressed', 'false');

  await set.getByRole('button', { name: 'Launch with this data set' }).click();
  await expect(page.getByRole('complementary', { name: 'This run' })).toContainText('Classes: gesund, krank');
  // What is set aside, as numbers of patients are, is no feature until it is chosen.
  await page.getByRole('button', { name: 'Features: All 3' }).click();
  await page.getByRole('checkbox', { name: /PatientNr/ }).check();
  await expect(page.getByRole('dialog', { name: 'Features' })).toContainText('4 of 4 chosen');
  await page.getByRole('checkbox', { name: /PatientNr/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Features: All 3' })).toBeVisible();
  await page.getByLabel('Epochs', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.getByRole('article', { name: /Run adam/ })).toContainText('Completed');

  await dataView(page);
  await setRow(page, /befunde/).click();
  await expect(set.getByRole('button', { name: 'used by 1 run', exact: true })).toBeVisible();
  await set.getByRole('button', { name: /^Delete data set/ }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/"befunde" is used by one run, "adam/);
  await set.getByRole('button', { name: 'used by 1 run', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Runs' })).toContainText('adam');
});

test('pastes cells from a spreadsheet, which nothing is stored of when it is cancelled', async ({ app }) => {
  const { page } = app;
  await dataView(page);
  const cells = unclean.slice(1).replaceAll(';', '\t');
  await hand(page, 'paste', { text: cells });
  await expect(page.getByRole('combobox', { name: 'Delimiter', exact: true })).toContainText('Tab');
  await expect(page.getByRole('combobox', { name: 'Decimal mark', exact: true })).toContainText('Comma');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(setRow(page, /Pasted table/)).toHaveCount(0);

  await hand(page, 'paste', { text: cells });
  await previewOf(page, 'Pasted table.csv').getByRole('textbox', { name: 'Name', exact: true }).fill('<b>pasted</b>');
  await page.keyboard.press('Control+Enter');
  await expect(setRow(page, /<b>pasted<\/b>/)).toContainText('120');
});

test('shows what is wrong with a file where it can be corrected', async ({ app }) => {
  const { page } = app;
  const rows = Array.from({ length: 40 }, (_, row) => `${row === 7 ? 'n.a.' : row},${row % 2 ? 'x' : 'y'}`);
  await hand(page, 'drop', { fileName: 'sizes.csv', text: `size,kind\n${rows.join('\n')}\n` });
  const preview = previewOf(page, 'sizes.csv');
  await expect(preview.getByRole('alert')).toContainText('line 9, column "size"');
  await expect(preview.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await preview.getByRole('button', { name: 'Count it as missing' }).click();
  await expect(preview.getByRole('alert')).toHaveCount(0);
  await preview.getByRole('textbox', { name: 'Name', exact: true }).fill('iris');
  await preview.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(preview.getByRole('textbox', { name: 'Name', exact: true })).toHaveAccessibleDescription(/"iris" already, with other content/);
});

test('of a file without a table shows the way out alone', async ({ app }) => {
  const { page } = app;
  await dataView(page);
  for (const [fileName, text, said] of [['nothing.csv', '', 'nothing.csv is empty'], ['blanks.csv', ' \n\n', 'blanks.csv is empty'], ['book.csv', 'PK\u0003\u0004…', 'is a zip archive']] as const) {
    await hand(page, 'drop', { fileName, text });
    const preview = previewOf(page, fileName);
    await expect(preview.getByRole('alert')).toContainText(said);
    await expect(preview.getByRole('combobox')).toHaveCount(0);
    await expect(preview.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0);
    const chooser = page.waitForEvent('filechooser');
    await preview.getByRole('button', { name: 'Choose another file' }).click();
    await (await chooser).setFiles([{ name: 'sizes.csv', mimeType: 'text/csv', buffer: Buffer.from(`size,kind\n${Array.from({ length: 20 }, (_, row) => `${row},${row % 2}`).join('\n')}\n`) }]);
    await expect(previewOf(page, 'sizes.csv')).toContainText('20 rows, 2 columns');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  }
});

test('cancels a long import, of which nothing is left', async ({ app }) => {
  const { page } = app;
  await dataView(page);
  await page.evaluate(() => {
    const places = Array.from({ length: 20 }, (_, at) => at);
    const line = `${places.map((at) => `${at}.25`).join(',')},`;
    const text = `${places.map((at) => `c${at}`).join(',')},kind\n${Array.from({ length: 200_000 }, (_, row) => `${line}${row % 3}`).join('\n')}\n`;
    const data = new DataTransfer();
    data.items.add(new File([text], 'long.csv'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(previewOf(page, 'long.csv')).toContainText(/the first .* rows of \d+/);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the import of long.csv' }).click();
  await expect(page.getByRole('list', { name: 'Imports' })).toHaveCount(0);
  await app.reopen();
  await dataView(app.page);
  await expect(setRow(app.page, /iris/)).toBeVisible();
  await expect(setRow(app.page, /long/)).toHaveCount(0);
});

test('renames, notes, deletes and brings back a data set by keyboard', async ({ app }) => {
  const { page } = app;
  await importUnclean(page);
  const set = inspector(page, 'befunde');
  await set.getByRole('button', { name: 'Rename data set' }).press('Enter');
  await page.keyboard.type('findings');
  await page.keyboard.press('Enter');
  await expect(inspector(page, 'findings')).toBeVisible();
  await show(page, 'Origin');
  await page.getByRole('textbox', { name: 'Note of the data set' }).fill('from the clinic');
  await page.keyboard.press('Tab');
  await inspector(page, 'findings').getByRole('button', { name: 'Delete data set' }).press('Enter');
  await expect(setRow(page, /findings/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await setRow(page, /findings/).press('Enter');
  await show(page, 'Origin');
  await expect(page.getByRole('textbox', { name: 'Note of the data set' })).toHaveValue('from the clinic');
});

for (const theme of ['light', 'dark'] as const) {
  test(`is accessible with its preview and every part of the inspector, ${theme}`, async ({ app }) => {
    await app.reopen({ theme });
    const { page } = app;
    await hand(page, 'drop', { fileName: 'befunde.csv', text: unclean });
    await expect(previewOf(page, 'befunde.csv')).toContainText('120 rows');
    await expectAccessible(page, 'the preview');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    for (const part of ['Columns', 'Classes and split', 'Scatter', 'Origin']) {
      await show(page, part);
      await expect(inspector(page, 'befunde')).toBeVisible();
      if (part === 'Scatter') await expect(page.locator('canvas')).toBeVisible();
      await expectAccessible(page, part);
    }
  });
}
