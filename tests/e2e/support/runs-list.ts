import type { Locator, Page } from 'playwright';

/** The row of the run that has this word in its name. */
export function runRow(page: Page, name: string): Locator {
  return page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
}
