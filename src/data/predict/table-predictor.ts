import { calledClass, classScore, numberScore, type PredictionScore } from '../../nn/metrics/prediction-score.ts';
import type { Metrics } from '../../nn/spec.ts';
import { numberText } from '../columns.ts';
import { createBlocks } from '../csv/blocks.ts';
import { cellRules, readNumber } from '../csv/cell.ts';
import { createDecoder } from '../csv/decoder.ts';
import { detectDialect, guessDecimalComma, type Dialect } from '../csv/dialect.ts';
import { headerSample } from '../csv/guess-header.ts';
import { createRawRecordReader } from '../csv/raw-records.ts';
import { readHeader } from '../csv/read-header.ts';
import type { RecordReader } from '../csv/records.ts';
import { DataError, quote, quoteList } from '../errors.ts';
import { columnsOf } from '../feature-facts.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { checkThreshold, createResultLines, type ResultLines } from './result-lines.ts';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';

/** Predicts the rows of a CSV file that arrives in pieces. Holds one block of it at a time. Any method may throw a DataError. */
export interface TablePredictor {
  /** Returns what of the result is ready: text of a CSV file in UTF-8, the header first. */
  write(bytes: Uint8Array): string;
  finish(): { text: string; report: TableReport | null; notes: string[] };
  readonly rows: number;
}

export interface TableReport {
  /** with a known target */
  rows: number;
  metrics: Metrics;
  confusion: number[] | null;
}

export interface TablePredictorOptions {
  /** what messages call the file */
  fileName: string;
  plan: FeaturePlan;
  /** x `[rows, inputs]` → `[rows, outputs]` */
  predict(x: Float32Array, rows: number, into: Float32Array): Float32Array;
  /** from which probability on the positive of two classes is called; the likelier one where it is null */
  threshold: number | null;
}

const blockBytes = 256 * 1024;
/** rows that are predicted together */
const batchRows = 1024;

interface Row {
  cells: string[];
  line: number;
  raw: string | null;
}

export function createTablePredictor({ fileName, plan, predict, threshold }: TablePredictorOptions): TablePredictor {
  checkThreshold(threshold, plan);
  const { task, classes, column: target } = plan.target;
  const outputs = task === 'regression' ? 1 : classes.length;
  const placeOf = new Map(classes.map((name, at) => [name, at]));
  const { missing } = cellRules(false);
  const decoder = createDecoder(fileName, null);
  const score: PredictionScore = task === 'regression' ? numberScore() : classScore(classes.length);
  const x = new Float32Array(batchRows * plan.inputs.length);
  const predictions = new Float32Array(batchRows * outputs);
  const batch: Row[] = [];
  let decimalComma = false;
  let dialect: Dialect | null = null;
  let records: RecordReader | null = null;
  let waiting: Row[] = [];
  let begun: { names: string[]; encoder: RowEncoder; lines: ResultLines; targetAt: number } | null = null;
  const unknownClasses = new Map<string, number>();
  let rows = 0;
  let ready: string[] = [];

  const blocks = createBlocks(blockBytes, (block, last) => {
    const text = decoder.decode(block, last);
    records ??= open(text, last);
    records.push(text, last);
    flush();
  });

  function open(start: string, whole: boolean): RecordReader {
    if (start.trim() === '' && whole) throw new DataError(`${fileName} is empty. A table needs a header and rows.`);
    dialect = detectDialect(start, whole, undefined);
    decimalComma = guessDecimalComma(start, whole, dialect);
    return createRawRecordReader(dialect, {
      record(cells, line, raw) {
        if (raw === '' || (cells.length > 0 && cells.every((cell) => cell === '' || cell.trim() === ''))) return;
        if (begun) return take({ cells, line, raw });
        waiting.push({ cells, line, raw });
        if (waiting.length === headerSample) settle();
      },
      refuse: (line, cell, what) => new DataError(`${fileName}, line ${line}, column ${quote(begun?.names[cell] ?? waiting[0]?.cells[cell]?.trim() ?? String(cell + 1))}: ${what}.`, { line }),
    });
  }

  /** A first line with the names of all features is the header, whatever it looks like. */
  function settle(): void {
    const [first] = waiting;
    if (!first) throw new DataError(`${fileName} is empty. A table needs a header and rows.`);
    const cells = first.cells.map((cell) => cell.trim());
    const named = columnsOf(plan).every((column) => cells.includes(column));
    const { names, inFile } = readHeader({ fileName, decimalComma, ...(named && { header: true }) }, waiting.map((row) => row.cells), first.line);
    const lines = createResultLines(plan, dialect!.delimiter);
    begun = { names, lines, encoder: createRowEncoder(plan, names, { fileName, decimalComma }), targetAt: names.indexOf(target) };
    ready.push(lines.header(names));
    const held = inFile ? waiting.slice(1) : waiting;
    waiting = [];
    for (const row of held) take(row);
  }

  function take(row: Row): void {
    const { names, encoder } = begun!;
    if (row.cells.length !== names.length)
      throw new DataError(`${fileName}, line ${row.line}: there are ${row.cells.length} cells, but the header has ${names.length} columns. Put cells that hold the delimiter into double quotes.`, { line: row.line });
    encoder.encode(row.cells, row.line, x, batch.length * encoder.inputs);
    rows++;
    if (batch.push(row) === batchRows) flush();
  }

  function flush(): void {
    if (batch.length === 0) return;
    const { lines, targetAt } = begun!;
    predict(x, batch.length, predictions);
    for (let at = 0; at < batch.length; at++) {
      const { cells, raw } = batch[at]!;
      const from = at * outputs;
      const called = task === 'regression' ? 0 : calledClass(predictions, from, outputs, threshold);
      ready.push(lines.row(cells, raw) + (task === 'regression' ? lines.number(predictions[from]!) : lines.classes(called, predictions, from)));
      if (targetAt >= 0) rate(cells[targetAt]!.trim(), from, called);
    }
    batch.length = 0;
  }

  function rate(text: string, from: number, called: number): void {
    const value = task === 'regression' ? readNumber(text, decimalComma) : placeOf.get(text) ?? placeOf.get(numberText(readNumber(text, decimalComma))) ?? NaN;
    if (value - value === 0) return score.add(predictions, from, value, called);
    if (!missing.has(text) && (unknownClasses.has(text) || unknownClasses.size < 100)) unknownClasses.set(text, (unknownClasses.get(text) ?? 0) + 1);
  }

  function drain(): string {
    if (ready.length === 0) return '';
    const text = `${ready.join('\n')}\n`;
    ready = [];
    return text;
  }

  return {
    get rows() { return rows; },
    write(bytes) {
      blocks.write(bytes);
      return drain();
    },
    finish() {
      blocks.finish();
      if (!begun) settle();
      flush();
      if (rows === 0) throw new DataError(`${fileName} has a header but no rows below it.`);
      const strange = [...unknownClasses.keys()];
      const notes = [
        ...begun!.encoder.notes(),
        ...(strange.length > 0 ? [`${quote(target)}: ${quoteList(strange, 5)} ${task === 'regression' ? (strange.length === 1 ? 'is no number' : 'are no numbers') : `${strange.length === 1 ? 'is no class' : 'are no classes'} of the model`}; these rows are predicted, but not counted in the metrics.`] : []),
      ];
      return { text: drain(), report: score.rows > 0 ? { rows: score.rows, metrics: score.metrics(), confusion: score.confusion() } : null, notes };
    },
  };
}
