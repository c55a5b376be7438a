import { describe, expect, it } from 'vitest';
import type { FeaturePlan } from '../../../src/data/feature-plan.ts';
import { createTablePredictor } from '../../../src/data/predict/table-predictor.ts';

const number = (column: string) => ({ kind: 'number', column, impute: 0, offset: 0, scale: 1 }) as const;
const planOf = (columns: string[], classes = ['no', 'yes']): FeaturePlan => ({ version: 1, inputs: columns.map(number), target: { column: 'kind', task: 'classification', classes } });

/** Says `yes` with the probability that the first input is. */
function predicted(file: string | Uint8Array, plan = planOf(['a', 'b']), threshold: number | null = null) {
  const inputs = plan.inputs.length;
  const predictor = createTablePredictor({
    fileName: 'rows.csv', plan, threshold,
    predict(x, rows, into) {
      for (let row = 0; row < rows; row++) into.set([1 - x[row * inputs]!, x[row * inputs]!], 2 * row);
      return into;
    },
  });
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const start = predictor.write(bytes);
  const { bytes: end, ...rest } = predictor.finish();
  return { lines: Buffer.concat([start, end]).toString().trimEnd().split('\n'), ...rest };
}

describe('rows that are predicted', () => {
  it('may have columns that are called like what every object has', () => {
    const plan = planOf(['__proto__', 'constructor']);
    expect(predicted('constructor,__proto__,toString\n9,0.25,x\n', plan).lines).toEqual(['constructor,__proto__,toString,prediction,probability_no,probability_yes', '9,0.25,x,no,0.75,0.25']);
  });

  it('may begin with a byte order mark, end lines as any system does, and lack the last end', () => {
    for (const end of ['\n', '\r\n', '\r']) expect(predicted(`\ufeffa,b${end}0.25,1${end}0.75,1`).lines.at(-1)).toBe('0.75,1,yes,0.25,0.75');
  });

  it('have numbers read as an import of the file would read them: points between thousands, signs of currency', () => {
    const plan = planOf(['a', 'b']);
    const score = (text: string) => predicted(text, plan).lines.slice(1).map((line) => line.split(';').at(-1));
    expect(score('a;b\n1.250;70,9\n950;8\n')).toEqual(['1250', '950']);
    expect(score('a;b\n1.250;1\n2.5;8\n')).toEqual(['1.25', '2.5']);
    expect(score('a;b\n$0,25;1\n50%;8\n')).toEqual(['0.25', '50']);
    const many = (last: string) => `a;b\n${'1.250;70,9\n'.repeat(60_000)}${last}\n`;
    expect(score(many('2.000;1')).slice(-2), 'where the file is taken as bytes').toEqual(['1250', '2000']);
  });

  it('are refused where points come before decimals and between thousands', () => {
    const filler = '1.250;7\n'.repeat(60_000);
    for (const [text, line] of [['a;b\n1.250;7\n1.051.234;8\n'.replace('7\n', `7\n${filler}`), 60_003], [`a;b\n1.250;70,9\n${filler}1.5;8\n`, 60_003]] as const)
      expect(() => predicted(text)).toThrow(new RegExp(`line ${line}, column "a": "1[^ ]*" has points between thousands, but "1[^ ]*" a decimal point`));
    const decimals = '1.5;7\n'.repeat(60_000);
    expect(() => predicted(`a;b\n${decimals}1,5;8\n`)).toThrow('line 60002, column "a": "1,5" has a decimal comma, but "1.5" a decimal point');
  });

  it('may have their columns in any order, between others, more than once where nothing asks for them', () => {
    expect(predicted('z,b,y,a\n1,2,3,0.5\n').lines[1]).toBe('1,2,3,0.5,no,0.5,0.5');
  });

  it('have names and cells that begin like formulas written as text, in UTF-16 as well', () => {
    const text = '=cmd|x!A1,a,b,+1+1\n-2+3,0.5,1,@SUM(1)\n\u0009=x,0.5,1,＝1\n';
    const want = ["'=cmd|x!A1", "'-2+3", "'\t=x"];
    for (const file of [text, new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))]) {
      const { lines } = predicted(file);
      expect(lines.map((line) => line.replaceAll('"', '').split(',')[0])).toEqual(want);
      expect(lines[1]).toContain("'@SUM(1)");
      expect(lines[2]).toContain("'＝1");
    }
  });

  it('have classes whose names are formulas or hold the delimiter written as text', () => {
    const { lines } = predicted('a,b\n0.75,1\n', planOf(['a', 'b'], ['x', '=1,2']));
    expect(lines).toEqual(['a,b,prediction,probability_x,"probability_=1,2"', '0.75,1,"\'=1,2",0.25,0.75']);
  });

  it('may have a name twice that the model does not need, or learned from under the names that an import gives', () => {
    expect(predicted('x,a,x,b\n1,0.5,2,1\n').lines[0]).toMatch(/^x,a,x_2,b,prediction/);
    const { lines, notes } = predicted('a,a,b\n1,2,3\n', planOf(['a', 'a_2', 'b'], ['no', 'yes']));
    expect(lines).toHaveLength(2);
    expect(notes).toEqual(['Several columns are called "a": by their order one of them was taken for "a_2", as in training.']);
  });

  it('never overwrite a column that is called like a result', () => {
    expect(predicted('prediction,a,b,probability_no\n7,0.5,1,8\n').lines[0]).toBe('prediction,a,b,probability_no,prediction_2,probability_no_2,probability_yes');
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['a number beyond float32', 'a,b\n1e308,1\n', /line 2, column "a": "1e308" is too large for the model/],
    ['a number beyond float64', 'a,b\n1e999,1\n', /line 2, column "a": "1e999" is not a finite number/],
    ['hexadecimal numbers', 'a,b\n0x10,1\n', /line 2, column "a": "0x10" is not a number/],
    ['NUL bytes', 'a,b\n1\0,1\n', /line 2/],
    ['bytes that are no text', new Uint8Array([...Buffer.from('ä,a,b\nx,1,'), 0xed, 0xa0, 0x80, 0x0a]), /line 2: the bytes here are not utf-8/],
    ['a line with more cells', 'a,b\n1,2,3\n', /line 2: there are 3 cells, but the header has 2/],
    ['a quote that is never closed', 'a,b\n1,"2\n', /line 2, column "b": the quote that opens this cell is never closed/],
    ['a name that is there twice', 'a,a,b\n1,2,3\n', /line 1: columns 1 and 2 are both called "a"/],
    ['an empty file', '', /is empty/],
    ['a header alone', 'a,b\n', /no rows below it/],
    ['columns that are missing', 'x,y\n1,2\n', /has no column "a", "b".*Its columns: "x", "y"/],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /rows\.csv/],
  ])('are refused by name and line for %s', (_, file, says) => {
    expect(() => predicted(file)).toThrow(says);
  });

  it('keep lone surrogates out and everything else in, to the byte', () => {
    const { lines } = predicted('note,a,b\n😀 é ,0.5,1\n');
    expect(lines[1]).toBe('😀 é ,0.5,1,no,0.5,0.5');
  });

  it('may have very many columns', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `c${at}`);
    const { lines } = predicted(`${names.join()},a,b\n${names.map(() => '1').join()},0.5,1\n`);
    expect(lines[1]!.split(',')).toHaveLength(20_005);
  });

  it('of two classes are called by the threshold', () => {
    expect(predicted('a,b\n0.25,1\n', undefined, 0.2).lines[1]).toBe('0.25,1,yes,0.75,0.25');
  });
});
