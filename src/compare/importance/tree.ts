import type { Generator } from '../../nn/random.ts';
import { mostBins, type Binned } from './bins.ts';

/**
 * A regression tree (Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984) over binned features.
 * Node 0 is the root; a node with `feature` −1 is a leaf.
 */
export interface Tree {
  feature: number[];
  /** the child for each bin, `mostBins` a node: 1 goes left, 0 right */
  goesLeft: Uint8Array[];
  left: number[];
  right: number[];
  value: number[];
}

export interface TreeInput {
  features: readonly Binned[];
  /** a value a row */
  target: Float64Array;
  /** what it grows on, rows several times as often as they were drawn */
  rows: Int32Array;
  /** how many features a node chooses from, drawn anew at each */
  tried: number;
  generator: Generator;
}

/** A node with fewer rows is not split any more. */
const smallestSplit = 5;

/** Takes `rows` to work on. */
export function growTree({ features, target, rows, tried, generator }: TreeInput): Tree {
  const tree: Tree = { feature: [], goesLeft: [], left: [], right: [], value: [] };
  const order = Uint32Array.from(features.keys());
  const open = [{ node: addLeaf(tree), start: 0, end: rows.length }];
  for (let work = open.pop(); work; work = open.pop()) {
    const { node, start, end } = work;
    const here = rows.subarray(start, end);
    tree.value[node] = meanOf(target, here);
    if (here.length < smallestSplit) continue;
    drawFirst(order, tried, generator);
    const split = bestSplit(features, order.subarray(0, tried), target, here);
    if (split === null) continue;
    const middle = start + partition(here, features[split.feature]!.bins, split.goesLeft);
    tree.feature[node] = split.feature;
    tree.goesLeft[node] = split.goesLeft;
    tree.left[node] = addLeaf(tree);
    tree.right[node] = addLeaf(tree);
    open.push({ node: tree.left[node], start, end: middle }, { node: tree.right[node], start: middle, end });
  }
  return tree;
}

/** What the tree says of a row, with the bin of one feature taken from another row; −1 leaves all as they are. */
export function predict({ feature, goesLeft, left, right, value }: Tree, features: readonly Binned[], row: number, swapped = -1, from = row): number {
  let node = 0;
  while (feature[node]! >= 0) {
    const at = feature[node]!;
    const bin = features[at]!.bins[at === swapped ? from : row]!;
    node = goesLeft[node]![bin] === 1 ? left[node]! : right[node]!;
  }
  return value[node]!;
}

const none = new Uint8Array();

function addLeaf(tree: Tree): number {
  tree.goesLeft.push(none);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(0);
  return tree.feature.push(-1) - 1;
}

interface Split {
  feature: number;
  goesLeft: Uint8Array;
}

/** The split after which the two sides' squared distances from their means are smallest. */
function bestSplit(features: readonly Binned[], tried: Uint32Array, target: Float64Array, rows: Int32Array): Split | null {
  let total = 0;
  for (const row of rows) total += target[row]!;
  let best = (total * total) / rows.length + 1e-9;
  let split: Split | null = null;
  for (const feature of tried) {
    const { bins, count, ordered } = features[feature]!;
    const [counts, sums] = [new Int32Array(count), new Float64Array(count)];
    for (const row of rows) {
      counts[bins[row]!]!++;
      sums[bins[row]!]! += target[row]!;
    }
    const filled: number[] = [];
    for (let bin = 0; bin < count; bin++) if (counts[bin]! > 0) filled.push(bin);
    // In order of their means, kinds need only be cut in two at one place (Fisher, "On grouping for maximum homogeneity", 1958).
    if (!ordered) filled.sort((a, b) => sums[a]! / counts[a]! - sums[b]! / counts[b]!);
    let [n, sum] = [0, 0];
    for (let at = 0; at < filled.length - 1; at++) {
      n += counts[filled[at]!]!;
      sum += sums[filled[at]!]!;
      const gain = (sum * sum) / n + ((total - sum) * (total - sum)) / (rows.length - n);
      if (gain <= best) continue;
      best = gain;
      split = { feature, goesLeft: ordered ? below((filled[at]! + filled[at + 1]! + 1) >> 1) : kindsOf(filled.slice(0, at + 1), filled, n * 2 > rows.length) };
    }
  }
  return split;
}

/** Between the two values that are parted, numbers that the tree has not seen go to the nearer one. */
const below = (cut: number): Uint8Array => new Uint8Array(mostBins).fill(1, 0, cut);

/** Kinds that the tree has not seen go with most of the rows. */
function kindsOf(left: readonly number[], seen: readonly number[], othersGoLeft: boolean): Uint8Array {
  const side = new Uint8Array(mostBins);
  if (othersGoLeft) {
    side.fill(1);
    for (const bin of seen) side[bin] = 0;
  }
  for (const bin of left) side[bin] = 1;
  return side;
}

/** Moves the rows that go left to the front; says how many they are. */
function partition(rows: Int32Array, bins: Uint8Array, goesLeft: Uint8Array): number {
  let front = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (goesLeft[bins[row]!] !== 1) continue;
    rows[at] = rows[front]!;
    rows[front++] = row;
  }
  return front;
}

/** The first `count` of a random order: the beginning of Fisher and Yates's shuffle. */
export function drawFirst(values: Uint32Array | Int32Array, count: number, generator: Generator): void {
  for (let at = 0; at < count; at++) {
    const other = at + generator.int(values.length - at);
    const value = values[at]!;
    values[at] = values[other]!;
    values[other] = value;
  }
}

function meanOf(target: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += target[row]!;
  return sum / rows.length;
}
