/**
 * Writes the innermost loops of the products in AssemblyScript: tiles of C ← S + A·B, each held in registers, in as many
 * functions as there are sizes. Each element takes its steps over the depth in order, one fused multiply-add a step; lanes
 * are neighbours in a row of C. A panel is eight columns wide, two vectors side by side that go through the same
 * operations: V8's revectorizer makes one 256-bit operation of such a pair.
 *
 * A call computes `tiles` tiles of one size, one under the other. Two forms differ in where A and B lie. Addresses and
 * distances are in bytes:
 * - `across`, for rows of A: from a, a row every aRow, its steps side by side; B in panels from b, one every bPanel.
 * - `down`, for columns of A: from a, its rows side by side, a step every aStep; B row-major from b, a step every bStep.
 * In both, elements start as those from s (a bias or zeros, with sRow 0, or C itself to go on with) and end from c; a row
 * comes every sRow and cRow, a panel every sPanel and cPanel.
 */
export function tileSource(): string {
  return [
    "import { storePair } from './vectors';",
    ...tileSizes.map((size) => across(size)),
    ...tileSizes.map((size) => down(size)),
    choice('across', 'aRow: usize, b: usize, bPanel: usize', 'aRow, b, bPanel'),
    choice('down', 'aStep: usize, b: usize, bStep: usize', 'aStep, b, bStep'),
  ].join('\n');
}

interface Size {
  rows: number;
  panels: number;
}

/** Most rows of a tile, by its panels: the engine leaves 15 registers for their sums and for what is multiplied. */
export const mostRows: Record<number, number> = { 1: 6, 2: 6, 3: 3 };

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const tileSizes = Object.entries(mostRows).flatMap(([panels, most]) => range(most).map((at) => ({ rows: at + 1, panels: Number(panels) })));

const elements = 's: usize, sRow: usize, sPanel: usize, c: usize, cRow: usize, cPanel: usize';

function across({ rows, panels }: Size): string {
  return [
    // Exported for the compiler's sake, which would else inline all sizes into one function, short of registers.
    `export function across${rows}x${panels}(tiles: i32, depth: i32, a: usize, aRow: usize, b: usize, bPanel: usize, ${elements}): void {`,
    'for (; tiles > 0; tiles--) {',
    'let a0 = a;', ...range(rows).slice(1).map((row) => `let a${row} = a${row - 1} + aRow;`),
    'let b0 = b;', ...range(panels).slice(1).map((panel) => `let b${panel} = b${panel - 1} + bPanel;`),
    ...starts({ rows, panels }),
    // More than one step a pass is slower: the compiler then holds more values than there are registers.
    'for (let left = depth; left > 0; left--) {',
    ...madds({ rows, panels }, { a: (row) => `a${row}`, b: (panel, half) => `b${panel}, ${16 * half}` }),
    ...range(rows).map((row) => `a${row} += 4;`),
    ...range(panels).map((panel) => `b${panel} += 32;`),
    '}',
    ...ends({ rows, panels }),
    `a += ${rows} * aRow;`,
    '}',
    '}',
  ].join('\n');
}

function down({ rows, panels }: Size): string {
  return [
    `export function down${rows}x${panels}(tiles: i32, depth: i32, a: usize, aStep: usize, b: usize, bStep: usize, ${elements}): void {`,
    'for (; tiles > 0; tiles--) {',
    'let a0 = a, b0 = b;',
    ...starts({ rows, panels }),
    'for (let left = depth; left > 0; left--) {',
    ...madds({ rows, panels }, { a: (row) => `a0, ${4 * row}`, b: (panel, half) => `b0, ${32 * panel + 16 * half}` }),
    'a0 += aStep;', 'b0 += bStep;',
    '}',
    ...ends({ rows, panels }),
    `a += ${4 * rows};`,
    '}',
    '}',
  ].join('\n');
}

/** One step: a row of B against a column of A. Row i, panel p, half h of the tile is the variable c<i>_<p><h>. */
function madds({ rows, panels }: Size, at: { a: (row: number) => string; b: (panel: number, half: number) => string }): string[] {
  return [
    '{',
    ...halves(panels).map(({ panel, half }) => `const v${panel}${half} = v128.load(${at.b(panel, half)});`),
    ...range(rows).flatMap((row) => [
      `const x${row} = v128.load32_splat(${at.a(row)});`,
      ...halves(panels).map(({ panel, half }) => {
        const c = element(row, panel, half);
        return `${c} = f32x4.relaxed_madd(x${row}, v${panel}${half}, ${c});`;
      }),
    ]),
    '}',
  ];
}

const starts = ({ rows, panels }: Size): string[] => [
  ...range(rows).flatMap((row) => [
    ...range(panels).flatMap((panel) => [
      `const s${row}_${panel} = ${panel > 0 ? `s${row}_${panel - 1} + sPanel` : row > 0 ? `s${row - 1}_0 + sRow` : 's'};`,
      ...[0, 1].map((half) => `let ${element(row, panel, half)} = v128.load(s${row}_${panel}, ${16 * half});`),
    ]),
  ]),
  `s += ${rows} * sRow;`,
];

const ends = ({ rows, panels }: Size): string[] =>
  range(rows).flatMap((row) => [
    ...range(panels).map((panel) => `storePair(c + ${panel} * cPanel, ${element(row, panel, 0)}, ${element(row, panel, 1)});`),
    'c += cRow;',
  ]);

/** The function that picks a form's tile by its size. */
function choice(form: string, parameters: string, values: string): string {
  return [
    `export function ${form}(rows: i32, panels: i32, tiles: i32, depth: i32, a: usize, ${parameters}, ${elements}): void {`,
    'switch (panels * 8 + rows) {',
    ...tileSizes.map(({ rows, panels }) =>
      `case ${panels * 8 + rows}: return ${form}${rows}x${panels}(tiles, depth, a, ${values}, s, sRow, sPanel, c, cRow, cPanel);`),
    '}',
    '}',
  ].join('\n');
}

const element = (row: number, panel: number, half: number): string => `c${row}_${panel}${half}`;
const halves = (panels: number): { panel: number; half: number }[] =>
  range(panels).flatMap((panel) => [{ panel, half: 0 }, { panel, half: 1 }]);
