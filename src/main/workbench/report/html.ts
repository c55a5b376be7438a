/** HTML that is escaped already. */
export interface Html {
  html: string;
}

/** Text between tags or in a quoted attribute: whatever somebody wrote shows as it is, and what HTML has no place for is replaced. */
export function htmlText(text: string): string {
  return text.toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

const htmlOf = (content: string | Html): string => (typeof content === 'string' ? htmlText(content) : content.html);

export interface HtmlColumn<Row> {
  title: string;
  cell(row: Row): string | Html;
  number?: true;
  /** what the column is, for who points at its head */
  help?: string;
}

/** A table whose cells are text, unless they say that they are HTML. The first column heads its row. */
export function htmlTable<Row>(columns: readonly HtmlColumn<Row>[], rows: readonly Row[], name = ''): string {
  const kind = ({ number }: HtmlColumn<Row>) => (number ? ' class="number"' : '');
  const head = columns.map((column) => `<th scope="col"${kind(column)}${column.help === undefined ? '' : ` title="${htmlText(column.help)}"`}>${htmlText(column.title)}</th>`).join('');
  const cells = (row: Row) => columns.map((column, at) => (at === 0 ? `<th scope="row"${kind(column)}>${htmlOf(column.cell(row))}</th>` : `<td${kind(column)}>${htmlOf(column.cell(row))}</td>`)).join('');
  return `<div class="scroll"><table${name === '' ? '' : ` aria-label="${htmlText(name)}"`}><thead><tr>${head}</tr></thead><tbody>\n${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}\n</tbody></table></div>`;
}
