import { expect, test } from 'vitest';
import { svgSurface } from '../../../src/compare/drawing/svg-surface.ts';
import { confusionCsv, confusionSize, paintConfusion } from '../../../src/renderer/charts/paint-confusion.ts';

const classes = ['B', '=M'];
const matrices = [{ label: '<b>one</b>', colour: '#0072b2', baseline: true, accuracy: 0.9, counts: [50, 2, 8, 1040] }, { label: 'two', colour: '#d55e00', baseline: false, accuracy: 0.8, counts: [40, 12, 8, 1040] }];
const colours = { text: '#111', muted: '#666', grid: '#eee', line: '#ccc', back: '#fff', right: '#00f', wrong: '#f80' };

test('matrices become a drawing with every count, names escaped', () => {
  const { width, height } = confusionSize(classes, 2, 300);
  const surface = svgSurface(width, height, { title: 'Confusion', background: '#fff', measure: (words) => words.length * 6 });
  paintConfusion(surface, matrices, classes, width, colours);
  const svg = surface.finish();
  for (const words of ['&lt;b&gt;one&lt;/b&gt; (baseline)', 'accuracy 0.9000', '>50<', '>1,040<', '>12<']) expect(svg).toContain(words);
  expect(svg).not.toContain('<b>');
});

test('what does not fit beside goes below', () => {
  expect(confusionSize(classes, 2, 300).height).toBeGreaterThan(confusionSize(classes, 2, 900).height);
  expect(confusionSize(classes, 1, 40).width).toBeGreaterThan(40);
});

test('as a table each cell is a row, and no cell is a formula', () => {
  expect(confusionCsv(matrices, classes).split('\n')).toEqual(expect.arrayContaining(['run,true class,called class,rows', '<b>one</b>,B,B,50', "two,B,'=M,12", "two,'=M,'=M,1040"]));
});
