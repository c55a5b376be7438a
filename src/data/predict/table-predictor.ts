import { calledClass, classScore, numberScore, type PredictionScore } from '../../nn/metrics/prediction-score.ts';
import type { Metrics } from '../../nn/spec.ts';
import { numberText } from '../columns.ts';
import { createBlocks } from '../csv/blocks.ts';
import { cellRules, readNumber } from '../csv/cell.ts';
import { createDecoder } from '../csv/decoder.ts';
import { detectDialect, guessDecimalComma, type Dialect } from '../csv/dialect.ts';
import { headerSample } from '../csv/guess-header.ts';
import { createPlainLines, type PlainLines } from '../csv/plain-lines.ts';
import { marksOf, pointsSeparate, readSeparated, separatesIn } from '../csv/point-marks.ts';
import { createRawRecordReader, type RawRecordReader } from '../csv/raw-records.ts';
import { readHeader } from '../csv/read-header.ts';
import { longestRecord } from '../csv/records.ts';
import { DataError, quote, quoteList } from '../errors.ts';
import { columnsOf } from '../feature-facts.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { createByteSink } from './byte-sink.ts';
import { createPlainRows, noTruth } from './plain-rows.ts';
import { checkThreshold, createResultLines, type ResultLines } from './result-lines.ts';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';

/** Predicts the rows of a CSV file that arrives in pieces. Holds one block of it at a time. Any method may throw a DataError. */
export interface TablePredictor {
  /** Returns what of the result is ready: a CSV file in UTF-8, the header first. */
  write(bytes: Uint8Array): Uint8Array;
  finish(): { bytes: Uint8Array; report: TableReport | null; notes: string[] };
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

/**
 * The beginning of a file is read as text, which tells how it is written; from there on lines without quotes are taken as bytes, others
 * one by one as text, and from the first record of several lines on all of it as text again. What comes out is the same.
 */
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
  const unknownClasses = new Map<string, number>();
  const sink = createByteSink();
  let decimalComma = false;
  let dialect: Dialect | null = null;
  let records: RawRecordReader | null = null;
  let waiting: Row[] = [];
  let begun: { names: string[]; encoder: RowEncoder; lines: ResultLines; targetAt: number; separated: (at: number) => boolean } | null = null;
  let plain: PlainPart | null = null;
  /** columns of the file that are called as one before them, and what the model calls them */
  let twice: { name: string; column: string }[] = [];
  let started = false;
  let rows = 0;

  const blocks = createBlocks(blockBytes, (block, last) => {
    if (plain !== null) return takePlain(plain, block, last);
    const first = !started;
    started = true;
    // Cut at the end of a line, the first block leaves nothing half read behind it.
    const cut = first && !last ? block.lastIndexOf(newline) + 1 || block.length : block.length;
    takeText(block.subarray(0, cut), last);
    plain = first && !last ? plainPart() : null;
    if (plain !== null) plain.rest = block.slice(cut);
    else if (cut < block.length) takeText(block.subarray(cut), last);
  });

  function takeText(bytes: Uint8Array, last: boolean): void {
    const text = decoder.decode(bytes, last);
    records ??= open(text, last);
    records.push(text, last);
    flush();
  }

  function open(start: string, whole: boolean): RawRecordReader {
    if (start.trim() === '' && whole) throw new DataError(`${fileName} is empty. A table needs a header and rows.`);
    dialect = detectDialect(start, whole, undefined);
    decimalComma = guessDecimalComma(start, whole, dialect);
    return createRawRecordReader(dialect, {
      record: (cells, line, raw) => takeRecord({ cells, line, raw }),
      refuse: (line, cell, what) => new DataError(`${fileName}, line ${line}, column ${quote(begun?.names[cell] ?? waiting[0]?.cells[cell]?.trim() ?? String(cell + 1))}: ${what}.`, { line }),
    });
  }

  function takeRecord(row: Row): void {
    if (isBlank(row)) return;
    if (begun) return take(row);
    waiting.push(row);
    if (waiting.length === headerSample) settle();
  }

  /** A first line with the names of all features is the header, whatever it looks like. */
  function settle(): void {
    const [first] = waiting;
    if (!first) throw new DataError(`${fileName} is empty. A table needs a header and rows.`);
    const cells = first.cells.map((cell) => cell.trim());
    const named = columnsOf(plan).every((column) => cells.includes(column));
    const { names, inFile } = readHeader({ fileName, decimalComma, ...(named && { header: true }) }, waiting.map((row) => row.cells), first.line);
    refuseTwice(cells, names, first.line);
    if (inFile) twice = names.filter((name, at) => cells[at] !== name && cells.indexOf(cells[at]!) < at && columnsOf(plan).includes(name)).map((name) => ({ name, column: cells[names.indexOf(name)]! }));
    const lines = createResultLines(plan, dialect!.delimiter);
    const held = inFile ? waiting.slice(1) : waiting;
    const separated = separatedColumns(held, names.length);
    begun = { names, lines, encoder: createRowEncoder(plan, names, { fileName, decimalComma, separated }), targetAt: names.indexOf(target), separated };
    sink.text(`${lines.header(names)}\n`);
    waiting = [];
    for (const row of held) take(row);
  }

  /** In which columns points separate thousands, as an import of these rows would take them. */
  function separatedColumns(rows: readonly Row[], columns: number): (at: number) => boolean {
    if (!decimalComma) return () => false;
    const marks = marksOf(rows.map(({ cells }) => cells), columns);
    const file = pointsSeparate(marks.filter((one) => one !== null));
    return (at) => {
      const one = marks[at] ?? null;
      return one !== null && separatesIn(one, file);
    };
  }

  /** Which of two columns is meant, nobody can tell, unless the model learned from both under the names that an import gave them. */
  function refuseTwice(cells: readonly string[], names: readonly string[], line: number): void {
    const needed = new Set(columnsOf(plan));
    const again = names.findIndex((name, at) => cells[at] !== name && needed.has(cells[at]!) && !needed.has(name) && names.includes(cells[at]!));
    if (again < 0) return;
    const column = cells[again]!;
    throw new DataError(`${fileName}, line ${line}: columns ${cells.indexOf(column) + 1} and ${again + 1} are both called ${quote(column)}, which the model needs. Give the one that is not meant another name.`, { line, column });
  }

  function take(row: Row): void {
    encode(row, batch.length);
    if (batch.push(row) === batchRows) flush();
  }

  /** As the inputs of the row at that place of the batch. */
  function encode(row: Row, place: number): void {
    const { names, encoder } = begun!;
    if (row.cells.length !== names.length)
      throw new DataError(`${fileName}, line ${row.line}: there are ${row.cells.length} cells, but the header has ${names.length} columns. Put cells that hold the delimiter into double quotes.`, { line: row.line });
    encoder.encode(row.cells, row.line, x, place * encoder.inputs);
    rows++;
  }

  function flush(): void {
    if (batch.length === 0) return;
    predict(x, batch.length, predictions);
    const written = batch.map((row, at) => {
      const from = at * outputs;
      return resultOf(row, from, task === 'regression' ? 0 : calledClass(predictions, from, outputs, threshold));
    });
    sink.text(`${written.join('\n')}\n`);
    batch.length = 0;
  }

  /** The line of a row that was predicted, whose target is rated on the way. */
  function resultOf({ cells, raw }: Row, from: number, called: number): string {
    const { lines, targetAt } = begun!;
    if (targetAt >= 0) rate(cells[targetAt]!.trim(), from, called);
    return lines.row(cells, raw) + (task === 'regression' ? lines.number(predictions[from]!) : lines.classes(called, predictions, from));
  }

  function rate(text: string, from: number, called: number): void {
    const { separated, targetAt } = begun!;
    const value = task === 'regression' ? (separated(targetAt) ? readSeparated(text) : readNumber(text, decimalComma)) : placeOf.get(text) ?? placeOf.get(numberText(readNumber(text, decimalComma))) ?? NaN;
    if (value - value === 0) return score.add(predictions, from, value, called);
    if (!missing.has(text) && (unknownClasses.has(text) || unknownClasses.size < 100)) unknownClasses.set(text, (unknownClasses.get(text) ?? 0) + 1);
  }

  /** How the rest of the file can be taken as bytes; null where it is not written in a way that allows it. */
  function plainPart(): PlainPart | null {
    if (!begun || !records?.idle || decoder.encoding !== 'utf-8' || decoder.guessed || dialect?.newline !== '\n') return null;
    const { names, encoder, lines, targetAt, separated } = begun;
    const delimiter = dialect.delimiter.charCodeAt(0);
    const plainRows = createPlainRows(encoder.places, names.length, { at: targetAt, classes: task === 'regression' ? null : classes, separated: targetAt >= 0 && separated(targetAt) }, decimalComma);
    const labels = classes.map((name) => lines.label(name));
    const [from, end, truths] = [new Int32Array(batchRows), new Int32Array(batchRows), new Float64Array(batchRows)];
    /** of a row that was taken as text; null for one that was taken as bytes */
    const asText: (Row | null)[] = Array.from({ length: batchRows }, () => null);
    const firstLine = records.line;
    let held: Uint8Array = new Uint8Array(0);
    let count = 0;

    function flushPlain(): void {
      if (count === 0) return;
      predict(x, count, predictions);
      for (let row = 0; row < count; row++) {
        const at = row * outputs;
        const called = task === 'regression' ? 0 : calledClass(predictions, at, outputs, threshold);
        const text = asText[row];
        if (text) {
          sink.text(`${resultOf(text, at, called)}\n`);
          continue;
        }
        sink.copy(held, from[row]!, end[row]!);
        if (task === 'classification') sink.copy(labels[called]!, 0, labels[called]!.length);
        for (let output = 0; output < outputs; output++) {
          sink.byte(delimiter);
          sink.number(predictions[at + output]!);
        }
        sink.byte(newline);
        if (truths[row] !== noTruth) score.add(predictions, at, truths[row]!, called);
      }
      count = 0;
    }

    const reader = createPlainLines(names.length, delimiter, {
      row(bytes, starts, lineEnd) {
        if (batch.length > 0) flush();
        const truth = plainRows.truth(bytes, starts);
        if (truth !== truth || !plainRows.encode(bytes, starts, x, count * encoder.inputs)) return false;
        held = bytes;
        from[count] = starts[0]!;
        end[count] = lineEnd;
        truths[count] = truth;
        asText[count] = null;
        rows++;
        if (++count === batchRows) flushPlain();
        return true;
      },
      text(cells, raw, number) {
        if (batch.length > 0) flush();
        const record = { cells, line: firstLine + number, raw };
        if (isBlank(record)) return;
        encode(record, count);
        asText[count] = record;
        if (++count === batchRows) flushPlain();
      },
    });
    return { reader, rest: new Uint8Array(0), flush: flushPlain };
  }

  function takePlain(part: PlainPart, block: Uint8Array, last: boolean): void {
    const bytes = joined(part.rest, block);
    const end = last ? bytes.length : bytes.lastIndexOf(newline) + 1;
    const stopped = part.reader.take(bytes, 0, end);
    part.flush();
    flush();
    part.rest = bytes.slice(stopped);
    if (stopped === end && part.rest.length <= longestRecord) return;
    decoder.skip(part.reader.lines, part.reader.ascii);
    records!.skip(part.reader.lines);
    plain = null;
    takeText(part.rest, last);
  }

  return {
    get rows() { return rows; },
    write(bytes) {
      blocks.write(bytes);
      return sink.drain();
    },
    finish() {
      blocks.finish();
      if (!begun) settle();
      flush();
      if (rows === 0) throw new DataError(`${fileName} has a header but no rows below it.`);
      const strange = [...unknownClasses.keys()];
      const notes = [
        ...twice.map(({ name, column }) => `Several columns are called ${quote(column)}: by their order one of them was taken for ${quote(name)}, as in training.`),
        ...begun!.encoder.notes(),
        ...(strange.length > 0 ? [`${quote(target)}: ${quoteList(strange, 5)} ${task === 'regression' ? (strange.length === 1 ? 'is no number' : 'are no numbers') : `${strange.length === 1 ? 'is no class' : 'are no classes'} of the model`}; these rows are predicted, but not counted in the metrics.`] : []),
      ];
      return { bytes: sink.drain(), report: score.rows > 0 ? { rows: score.rows, metrics: score.metrics(), confusion: score.confusion() } : null, notes };
    },
  };
}

function isBlank({ cells, raw }: Row): boolean {
  return raw === '' || (cells.length > 0 && cells.every((cell) => cell === '' || cell.trim() === ''));
}

interface PlainPart {
  reader: PlainLines;
  /** the beginning of a line whose end has not come yet */
  rest: Uint8Array;
  flush(): void;
}

const newline = 0x0a;

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
