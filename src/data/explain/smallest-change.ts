import { columnsOf, type FeatureFacts } from '../feature-facts.ts';
import type { FeaturePlan } from '../feature-plan.ts';
import { cellEncoder, type Cells } from './cells.ts';

/** One cell that, changed alone, makes the model call another class. */
export interface SingleChange {
  column: string;
  from: number | string | null;
  to: number | string;
  /** to where it crosses, which `to` rounds outwards; in standard deviations over the training rows, another category counts as one */
  distance: number;
  /** the class that is called then */
  called: number;
}

export interface ChangeSearch {
  plan: FeaturePlan;
  /** the room in which is searched; columns without facts are left as they are */
  facts: readonly FeatureFacts[];
  /** x `[rows, inputs]` → the class that is called for each row */
  call(x: Float32Array, rows: number): ArrayLike<number>;
}

/** places of a number's range that are tried before the crossing is closed in on */
const places = 64;
const halvings = 40;

/**
 * The smallest change of each column that crosses to another class, the smallest first; empty where none does. Numbers
 * are searched from the least to the greatest training value, at 64 places and then by halving, so that a crossing back and
 * forth within a sixty-fourth of the range can be missed.
 */
export function smallestChanges({ plan, facts, call }: ChangeSearch, cells: Cells): SingleChange[] {
  const columns = columnsOf(plan);
  const encode = cellEncoder(plan);
  const inputs = plan.inputs.length;
  const callOf = (changes: readonly Trial[]): ArrayLike<number> => {
    const x = new Float32Array(changes.length * inputs);
    changes.forEach(({ at, value }, row) => encode(cells.map((cell, c) => (c === at ? value : cell)), x, row * inputs));
    return call(x, changes.length);
  };
  const present = call(encode(cells), 1)[0]!;
  return facts
    .flatMap((fact): SingleChange[] => {
      const at = columns.indexOf(fact.column);
      if (at < 0) return [];
      const found = fact.kind === 'category' ? otherCategory(fact, at, cells[at]!, present, callOf) : otherNumber(fact, at, cells[at]!, standInFor(plan, fact.column), present, callOf);
      return found ? [{ column: fact.column, from: cells[at]!, ...found }] : [];
    })
    .sort((a, b) => a.distance - b.distance);
}

function standInFor({ inputs }: FeaturePlan, column: string): number | null {
  const input = inputs.find((one) => one.column === column);
  return input?.kind === 'number' ? input.impute : null;
}

interface Trial {
  at: number;
  value: number | string;
}

type Found = Pick<SingleChange, 'to' | 'distance' | 'called'>;
type CallOf = (trials: readonly Trial[]) => ArrayLike<number>;

/** Of several, the one that is seen most. */
function otherCategory({ categories }: FeatureFacts & { kind: 'category' }, at: number, cell: Cells[number], present: number, callOf: CallOf): Found | null {
  const trials = categories.filter(({ value }) => value !== cell).toSorted((a, b) => b.share - a.share).map(({ value }) => ({ at, value }));
  if (trials.length === 0) return null;
  const called = callOf(trials);
  const crossing = trials.findIndex((_, row) => called[row] !== present);
  return crossing < 0 ? null : { to: trials[crossing]!.value, distance: 1, called: called[crossing]! };
}

/** `standIn`: what the model takes for a missing cell. */
function otherNumber({ min, max, mean, sd, whole }: FeatureFacts & { kind: 'number' }, at: number, cell: Cells[number], standIn: number | null, present: number, callOf: CallOf): Found | null {
  if (!(max > min) || !(sd > 0)) return null;
  const start = typeof cell === 'number' ? cell : standIn ?? mean;
  const spread = Array.from({ length: places + 1 }, (_, i) => min + ((max - min) * i) / places);
  const values = [...new Set(whole ? spread.map(Math.round) : spread)].filter((value) => value !== start);
  const called = callOf(values.map((value) => ({ at, value })));
  const crossings = values.filter((_, row) => called[row] !== present);
  const sides = [crossings.filter((value) => value < start).at(-1), crossings.find((value) => value > start)].filter((value) => value !== undefined);
  const closed = sides.map((beyond) => closeIn(beyond, values.filter((value) => (beyond > start ? value > start && value < beyond : value < start && value > beyond)), start));
  return closed.reduce<Found | null>((best, found) => (best && best.distance <= found.distance ? best : found), null);

  /** Between the last value that is called as now and the first that is not; then as few digits as still cross. */
  function closeIn(beyond: number, before: number[], from: number): Found {
    let near = before.length === 0 ? from : beyond > from ? before.at(-1)! : before[0]!;
    let far = beyond;
    for (let round = 0; round < halvings; round++) {
      const middle = whole ? Math.trunc((near + far) / 2) : (near + far) / 2;
      if (middle === near || middle === far) break;
      if (callOf([{ at, value: middle }])[0] !== present) far = middle;
      else near = middle;
    }
    const to = whole ? far : shortest(far, far > from);
    return { to, distance: Math.abs(far - from) / sd, called: callOf([{ at, value: to }])[0]! };
  }

  function shortest(far: number, up: boolean): number {
    const candidates = [4, 5, 6, 8, 10, 12].map((digits) => outward(far, digits, up)).filter((value) => value >= min && value <= max);
    const crossing = callOf([...candidates, far].map((value) => ({ at, value })));
    return candidates.find((_, row) => crossing[row] !== present) ?? far;
  }
}

/** Rounded to some digits, never towards where the search came from. */
function outward(value: number, digits: number, up: boolean): number {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string];
  const rounded = Number(`${mantissa}e${exponent}`);
  if (up ? rounded >= value : rounded <= value) return rounded;
  const unit = Number(`1e${Number(exponent) - digits + 1}`);
  return Number((rounded + (up ? unit : -unit)).toPrecision(digits + 1));
}
