/**
 * The UCI archive's `wdbc.data` has no header: id, diagnosis, then ten measurements of the cell nuclei, each as mean,
 * standard error and worst value. The names are those of its description, `wdbc.names`.
 */
const measurements = [
  'radius', 'texture', 'perimeter', 'area', 'smoothness', 'compactness', 'concavity', 'concave_points', 'symmetry', 'fractal_dimension',
];

const names = ['id', 'diagnosis', ...['mean', 'se', 'worst'].flatMap((kind) => measurements.map((name) => `${name}_${kind}`))];

const wholeNumber = /^\d+$/;
const decimal = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

export const uciWdbc = {
  layout: 'wdbc.data of the UCI archive',
  names,
  target: 'diagnosis',
  /** Whether every one of these first rows looks like one of that file. Cells are trimmed. */
  matches(rows: readonly (readonly string[])[]): boolean {
    return rows.length > 0 && rows.every(([id = '', diagnosis = '', ...measured]) =>
      wholeNumber.test(id) && /^[MB]$/.test(diagnosis) && measured.length === names.length - 2 && measured.every((cell) => decimal.test(cell)));
  },
};
