import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../src/compare/columns/column.ts';
import { parallelCsv } from '../../../src/renderer/charts/parallel/parallel-csv.ts';
import { brushBetween, fitted, layOutParallel, lineAt, type ParallelAxis } from '../../../src/renderer/charts/parallel/parallel-scene.ts';

const colours = { text: '', muted: '', grid: '', line: '', back: '' };
const axis = (key: string, values: (string | number | undefined)[], log = false): ParallelAxis => ({ key, label: key, column: columnOf(values), log, brush: null });
const lines = ['one', '=two', 'three'].map((label, at) => ({ key: `r${at}`, label, colour: '#000', baseline: false, kept: at !== 2 }));
const scene = layOutParallel({
  width: 600, height: 300, lines, colours, accent: '', axes: [axis('rate', [0.001, 0.1, 0.01], true), axis('name', ['sgd', 'adam', undefined]), axis('loss', [1, 5, NaN])],
}, () => 20);
const [rate, name, loss] = scene.axes as [typeof scene.axes[0], typeof scene.axes[0], typeof scene.axes[0]];

describe('parallel coordinates', () => {
  it('puts axes evenly apart, the lowest value at the foot, logarithms evenly', () => {
    expect(name.x - rate.x).toBeCloseTo(loss.x - name.x, 9);
    expect([...rate.places]).toEqual([scene.bottom, scene.top, expect.closeTo((scene.bottom + scene.top) / 2, 6)]);
  });
  it('gives what has no value a place of its own below', () => {
    expect(name.places[2]).toBe(name.missing);
    expect(loss.places[2]!).toBeGreaterThan(scene.bottom);
    expect(rate.missing).toBeNull();
  });
  it('finds the line under the pointer, and none that is held back', () => {
    const between = (a: number, b: number) => (a + b) / 2;
    const x = between(rate.x, name.x);
    expect(lineAt(scene, x, between(rate.places[0]!, name.places[0]!))).toBe(0);
    expect(lineAt(scene, x, between(rate.places[1]!, name.places[1]!))).toBe(1);
    expect(lineAt({ ...scene, lines: lines.map((line) => ({ ...line, kept: false })) }, x, between(rate.places[0]!, name.places[0]!))).toBe(-1);
    expect(lineAt(scene, rate.x - 30, rate.places[0]!)).toBe(-1);
  });
  it('brushes values between two pixels, whichever comes first, and no more than there are', () => {
    const middle = (scene.top + scene.bottom) / 2;
    expect(brushBetween(rate, scene.bottom + 50, middle)).toEqual({ from: 0.001, to: expect.closeTo(0.01, 6) as number });
    expect(brushBetween(rate, middle, scene.bottom + 50)).toEqual(brushBetween(rate, scene.bottom + 50, middle));
    expect(brushBetween(name, 0, 300)).toEqual({ levels: [0, 1, -1] });
    expect(brushBetween(name, 0, middle)).toEqual({ levels: [1] });
  });
  it('leaves labels the room up to the next axis, and cuts what is longer', () => {
    expect(rate.x + rate.room).toBeLessThan(name.x);
    expect(loss.x + loss.room).toBe(scene.width);
    const measure = (words: string) => words.length * 6;
    expect(fitted('adam', 24, measure)).toBe('adam');
    expect(fitted('dense 24, relu, dense 2', 60, measure)).toBe('dense 24,…');
    expect(measure(fitted('adam', 2, measure))).toBe(12);
  });
  it('writes the lines that are shown, and no formula', () => {
    expect(parallelCsv(scene)).toBe("name,id,rate,name,loss\none,r0,0.001,sgd,1\n'=two,r1,0.1,adam,5\n");
  });
});
