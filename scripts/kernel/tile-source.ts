/**
 * Writes the innermost loops of the products in AssemblyScript: a tile of up to 6 rows by 1 or 2 panels of C ← S + A·B,
 * held in registers, in as many functions as there are sizes. Each element takes its steps over the depth in order, one
 * fused multiply-add a step; lanes are neighbours in a row of C. A panel is eight columns wide, two vectors side by
 * side that go through the same operations: V8's revectorizer makes one 256-bit operation of such a pair.
 *
 * Two forms differ in where A and B lie. Addresses and distances are in bytes:
 * - `across`, for rows of A: from a, a row every aRow, its steps side by side; B in panels from b0 and b1.
 * - `down`, for columns of A: from a, its rows side by side, a step every aStep; B row-major from b, a step every bStep.
 * In both, elements start as those from s0 and s1 (a row every sRow: a bias or zeros with sRow 0, or C itself to go on
 * with) and end from c0 and c1 (a row every cRow); 0 and 1 are the panels.
 */
export function tileSource(): string {
  const sizes = [1, 2].flatMap((panels) => [1, 2, 3, 4, 5, 6].map((rows) => ({ rows, panels })));
  return [
    "import { storePair } from './vectors';",
    ...sizes.map((size) => across(size)),
    ...sizes.map((size) => down(size)),
    choice('across', 'aRow: usize, b0: usize, b1: usize', 'aRow, b0, b1'),
    choice('down', 'aStep: usize, b: usize, bStep: usize', 'aStep, b, bStep'),
  ].join('\n');
}

interface Size {
  rows: number;
  panels: number;
}

const elements = 's0: usize, s1: usize, sRow: usize, c0: usize, c1: usize, cRow: usize';

function across({ rows, panels }: Size): string {
  return [
    // Exported for the compiler's sake, which would else inline all sizes into one function, short of registers.
    `export function across${rows}x${panels}(depth: i32, a0: usize, aRow: usize, b0: usize, b1: usize, ${elements}): void {`,
    ...range(rows).slice(1).map((row) => `let a${row} = a${row - 1} + aRow;`),
    ...starts({ rows, panels }),
    // More than one step a pass is slower: the compiler then holds more values than there are registers.
    'for (; depth > 0; depth--) {',
    ...madds({ rows, panels }, { a: (row) => `a${row}`, b: (panel, half) => `b${panel}, ${16 * half}` }),
    ...range(rows).map((row) => `a${row} += 4;`),
    ...range(panels).map((panel) => `b${panel} += 32;`),
    '}',
    ...ends({ rows, panels }),
    '}',
  ].join('\n');
}

function down({ rows, panels }: Size): string {
  return [
    `export function down${rows}x${panels}(depth: i32, a: usize, aStep: usize, b: usize, bStep: usize, ${elements}): void {`,
    ...starts({ rows, panels }),
    'for (; depth > 0; depth--) {',
    ...madds({ rows, panels }, { a: (row) => `a, ${4 * row}`, b: (panel, half) => `b, ${32 * panel + 16 * half}` }),
    'a += aStep;', 'b += bStep;',
    '}',
    ...ends({ rows, panels }),
    '}',
  ].join('\n');
}

/** One step: a row of B against a column of A. Row i, panel p, half h of the tile is the variable c<i>_<p><h>. */
function madds({ rows, panels }: Size, at: { a: (row: number) => string; b: (panel: number, half: number) => string }): string[] {
  return [
    '{',
    ...halves(panels).map(({ panel, half }) => `const b${panel}${half} = v128.load(${at.b(panel, half)});`),
    ...range(rows).flatMap((row) => [
      `const x${row} = v128.load32_splat(${at.a(row)});`,
      ...halves(panels).map(({ panel, half }) => {
        const c = element(row, panel, half);
        return `${c} = f32x4.relaxed_madd(x${row}, b${panel}${half}, ${c});`;
      }),
    ]),
    '}',
  ];
}

const starts = ({ rows, panels }: Size): string[] =>
  range(rows).flatMap((row) => [
    ...(row > 0 ? ['s0 += sRow;', 's1 += sRow;'] : []),
    ...halves(panels).map(({ panel, half }) => `let ${element(row, panel, half)} = v128.load(s${panel}, ${16 * half});`),
  ]);

const ends = ({ rows, panels }: Size): string[] =>
  range(rows).flatMap((row) => [
    ...(row > 0 ? ['c0 += cRow;', 'c1 += cRow;'] : []),
    ...range(panels).map((panel) => `storePair(c${panel}, ${element(row, panel, 0)}, ${element(row, panel, 1)});`),
  ]);

/** The function that picks a form's tile by its size. */
function choice(form: string, parameters: string, values: string): string {
  const cases = (panels: number): string[] =>
    range(6).map((at) => `${at < 5 ? `case ${at + 1}` : 'default'}: return ${form}${at + 1}x${panels}(depth, a, ${values}, s0, s1, sRow, c0, c1, cRow);`);
  return [
    `export function ${form}(rows: i32, panels: i32, depth: i32, a: usize, ${parameters}, ${elements}): void {`,
    'if (panels == 2) {', 'switch (rows) {', ...cases(2), '}', '}',
    'switch (rows) {', ...cases(1), '}',
    '}',
  ].join('\n');
}

const element = (row: number, panel: number, half: number): string => `c${row}_${panel}${half}`;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const halves = (panels: number): { panel: number; half: number }[] =>
  range(panels).flatMap((panel) => [{ panel, half: 0 }, { panel, half: 1 }]);
