/** Text between tags or in a quoted attribute: whatever somebody wrote shows as it is, and what HTML has no place for is replaced. */
export function htmlText(text: string): string {
  return text.toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

export interface HtmlColumn<Row> {
  title: string;
  cell(row: Row): string;
  number?: true;
}

/** A table whose cells are text. */
export function htmlTable<Row>(columns: readonly HtmlColumn<Row>[], rows: readonly Row[]): string {
  const kind = ({ number }: HtmlColumn<Row>) => (number ? ' class="number"' : '');
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${htmlText(column.title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((column) => `<td${kind(column)}>${htmlText(column.cell(row))}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

/** Four significant digits. */
export const figure = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞');
