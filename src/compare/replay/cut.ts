import { argmax } from '../../nn/metrics/confusion.ts';
import { dot, meanOf, principalComponents, type Components } from './components.ts';
import type { Cut, CutFrame, Part, ReplayModel } from './model.ts';

/** Cells of the picture along each side. */
export const cutSize = 60;

/** A plane through the space of inputs, with what does not depend on the weights: computed once, until another one is asked for. */
export interface CutPlane {
  cut: Cut;
  part: Part;
  x: [number, number];
  y: [number, number];
  points: Float32Array;
  /** inputs at the centres of the cells, `[size · size, inputs]` */
  grid: Float32Array;
}

export function createPlanes(model: ReplayModel): (cut: Cut, part: Part) => CutPlane {
  let components: Components | null = null;
  let last: CutPlane | null = null;
  return (cut, part) => {
    if (last && last.part === part && JSON.stringify(last.cut) === JSON.stringify(cut)) return last;
    if (cut.axes.kind === 'components') components ??= principalComponents(model.x, model.rows.train, model.inputs);
    return (last = planeOf(model, cut, part, components));
  };
}

function planeOf({ x, inputs, rows }: ReplayModel, cut: Cut, part: Part, components: Components | null): CutPlane {
  const { axes } = cut;
  const base = cut.through === null ? meanOf(x, rows.train, inputs) : Float64Array.from(x.subarray(cut.through * inputs, (cut.through + 1) * inputs));
  const place = axes.kind === 'features'
    ? (row: number): [number, number] => [x[row * inputs + axes.x]!, x[row * inputs + axes.y]!]
    : (row: number): [number, number] => [dot(x, row * inputs, components!.mean, components!.axes[0]), dot(x, row * inputs, components!.mean, components!.axes[1])];
  const points = new Float32Array(rows[part].length * 2);
  rows[part].forEach((row, i) => points.set(place(row), i * 2));
  // The picture keeps its frame from part to part.
  const everywhere = [...rows.train, ...rows.validation, ...rows.test].map(place);
  const [across, up] = [rangeOf(everywhere, 0), rangeOf(everywhere, 1)];

  const grid = new Float32Array(cutSize * cutSize * inputs);
  // A plane of components goes through the chosen point along the two directions.
  const [a0, b0] = axes.kind === 'components' ? [dot(base, 0, components!.mean, components!.axes[0]), dot(base, 0, components!.mean, components!.axes[1])] : [0, 0];
  for (let r = 0, at = 0; r < cutSize; r++) {
    for (let c = 0; c < cutSize; c++, at += inputs) {
      const [a, b] = [centre(across, c), centre(up, r)];
      grid.set(base, at);
      if (axes.kind === 'features') {
        grid[at + axes.x] = a;
        grid[at + axes.y] = b;
      } else {
        for (let i = 0; i < inputs; i++) grid[at + i]! += (a - a0) * components!.axes[0][i]! + (b - b0) * components!.axes[1][i]!;
      }
    }
  }
  return { cut, part, x: across, y: up, points, grid };
}

const centre = ([from, to]: [number, number], cell: number): number => from + ((cell + 0.5) / cutSize) * (to - from);

function rangeOf(places: readonly [number, number][], axis: 0 | 1): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const place of places) {
    low = Math.min(low, place[axis]);
    high = Math.max(high, place[axis]);
  }
  if (!(high > low)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [-1, 1];
  const margin = (high - low) * 0.06;
  return [low - margin, high + margin];
}

/** outputs `[size · size, outputs]` → what is shown of each cell. */
export function frameOfCut({ x, y, points }: CutPlane, outputs: Float32Array, { task, outputs: width }: ReplayModel): CutFrame {
  const cells = cutSize * cutSize;
  if (task === 'regression') return { values: outputs.slice(0, cells), classes: new Uint8Array(), size: cutSize, x, y, points };
  const [values, classes] = [new Float32Array(cells), new Uint8Array(cells)];
  for (let i = 0; i < cells; i++) {
    classes[i] = argmax(outputs, i * width, width);
    values[i] = outputs[i * width + classes[i]!]!;
  }
  return { values, classes, size: cutSize, x, y, points };
}
