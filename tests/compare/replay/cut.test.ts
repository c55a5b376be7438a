import { describe, expect, test } from 'vitest';
import { createReplayEngine } from '../../../src/compare/replay/replay-engine.ts';
import type { Cut, CutFrame, ReplayModel, Wish } from '../../../src/compare/replay/model.ts';
import { createReferenceKernel } from '../../../src/nn/kernels/reference.ts';

const kernel = createReferenceKernel();
const wish = (cut: Cut): Wish => ({ part: 'validation', positive: 1, threshold: 0.5, sort: { key: 'loss', descending: true }, cell: null, layers: false, map: 'weights', cut });

/** A regression of one dense layer: what it says anywhere is a weighted sum. */
const weights = Float32Array.of(2, -3, 0.5, 0.25);
const says = (input: readonly number[]) => input.reduce((sum, value, i) => sum + value * weights[i]!, 0.25);

function modelOf(rows: readonly (readonly number[])[], train: number[], validation: number[]): ReplayModel {
  return {
    network: [{ layer: 'dense', init: 'zeros' }], loss: 'meanSquaredError', task: 'regression', inputs: 3, outputs: 1,
    x: Float32Array.from(rows.flat()), y: new Float32Array(rows.length), rows: { train: Uint32Array.from(train), validation: Uint32Array.from(validation), test: new Uint32Array() },
  };
}
const cutOf = (model: ReplayModel, cut: Cut): CutFrame => createReplayEngine(kernel, model).frame(1, weights, null, wish(cut)).cut;

/** Every cell is what the network says at the place that the axes give it. */
function expectCells({ values, size, x, y }: CutFrame, inputAt: (across: number, up: number) => number[]): void {
  const centre = ([from, to]: readonly [number, number], cell: number) => from + ((cell + 0.5) / size) * (to - from);
  for (const [line, column] of [[0, 0], [0, size - 1], [size - 1, 0], [17, 41]] as const)
    expect(values[line * size + column]).toBeCloseTo(says(inputAt(centre(x, column), centre(y, line))), 3);
}

describe('over two features', () => {
  const rows = [[1, 10, 4], [3, 20, -4], [-2, 90, 6], [0, 50, 1]];
  const model = modelOf(rows, [0, 1], [2, 3]);
  const axes = { kind: 'features', x: 2, y: 0 } as const;

  test('the others are at the mean of the training rows', () => {
    const cut = cutOf(model, { axes, through: null });
    expectCells(cut, (across, up) => [up, 15, across]);
    expect([...cut.points]).toEqual([6, -2, 1, 0]);
  });

  test('the others are those of the chosen row', () => {
    expectCells(cutOf(model, { axes, through: 2 }), (across, up) => [up, 90, across]);
  });
});

describe('over the two principal components', () => {
  /** Three directions at right angles, along which the training rows spread by 5, 2 and 0.1 to each side of a mean. */
  const [u, v, w] = [[2 / 3, 2 / 3, 1 / 3], [-2 / 3, 1 / 3, 2 / 3], [1 / 3, -2 / 3, 2 / 3]] as const;
  const mean = [7, -1, 3];
  const at = (a: number, b: number, c: number) => mean.map((value, i) => value + a * u[i]! + b * v[i]! + c * w[i]!);
  const corners = [-1, 1].flatMap((a) => [-1, 1].flatMap((b) => [-1, 1].map((c) => at(5 * a, 2 * b, 0.1 * c))));
  const model = modelOf([...corners, at(1, 0.5, 0), at(-3, 1, 4)], [0, 1, 2, 3, 4, 5, 6, 7], [8, 9]);
  // The largest entry of each direction is above 0; v's is one of two of the same size.
  const sign = (cut: CutFrame) => Math.sign(cut.points[1]!);

  test('the rows stand where they are along them', () => {
    const cut = cutOf(model, { axes: { kind: 'components' }, through: null });
    const found = [...cut.points].map((value, i) => (i % 2 ? value * sign(cut) : value));
    [1, 0.5, -3, 1].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4));
  });

  test.each([[null, 0], [9, 4]])('the plane goes through the mean, or through the chosen row (%j)', (through, away) => {
    const cut = cutOf(model, { axes: { kind: 'components' }, through });
    expectCells(cut, (across, up) => at(across, up * sign(cut), away));
  });
});
