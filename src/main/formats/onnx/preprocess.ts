import type { FeaturePlan, PlannedInput } from '../../../data/feature-plan.ts';
import { mlDomain, type GraphBuilder, type Value } from './graph-builder.ts';

/**
 * From raw columns to the network's float32 inputs, as `src/data/apply-plan.ts` does it: replace what is missing (NaN, or an
 * empty text), one-hot, then `(value − offset) / scale` in float64, rounded once. One graph input a column, `[rows, 1]`.
 */
export function addPreprocessing(graph: GraphBuilder, { inputs }: FeaturePlan): { columns: Value[]; x: string } {
  const groups = groupByColumn(inputs);
  const columns = groups.map(([first]): Value => ({ name: first!.column, type: first!.kind === 'number' ? 'double' : 'string', columns: 1 }));
  const parts = groups.map((group, i) => (group[0]!.kind === 'number' ? columns[i]!.name : oneHot(graph, columns[i]!.name, group as CategoryInput[])));
  const raw = parts.length === 1 ? parts[0]! : graph.node('Concat', parts, { axis: { int: 1 } });
  const filled = fillMissing(graph, raw, inputs);
  const shifted = graph.node('Sub', [filled, graph.doubles('offset', inputs.map((input) => input.offset))]);
  const scaled = graph.node('Div', [shifted, graph.doubles('scale', inputs.map((input) => input.scale))]);
  return { columns, x: graph.node('Cast', [scaled], { to: { int: FLOAT } }) };
}

const FLOAT = 1;
const DOUBLE = 11;

type CategoryInput = Extract<PlannedInput, { kind: 'category' }>;

function groupByColumn(inputs: readonly PlannedInput[]): PlannedInput[][] {
  const groups = new Map<string, PlannedInput[]>();
  for (const input of inputs) groups.set(input.column, [...(groups.get(input.column) ?? []), input]);
  return [...groups.values()];
}

/** Text to its place among the categories (an empty text to that of its replacement, an unknown one to −1), then to 0 and 1. */
function oneHot(graph: GraphBuilder, column: string, group: CategoryInput[]): string {
  const values = group.map((input) => input.value);
  const impute = values.indexOf(group[0]!.impute ?? '');
  const keys = values.includes('') || impute < 0 ? values : [...values, ''];
  const codes = keys.map((_, i) => (i < values.length ? i : impute));
  const code = graph.node('LabelEncoder', [column], {
    keys_strings: { strings: keys }, values_int64s: { ints: codes }, default_int64: { int: -1 },
  }, { domain: mlDomain });
  const equal = graph.node('Equal', [code, graph.int64s('categories', values.map((_, i) => i))]);
  return graph.node('Cast', [equal], { to: { int: DOUBLE } });
}

/** Where there is no replacement, NaN stands for itself and makes the prediction NaN. */
function fillMissing(graph: GraphBuilder, raw: string, inputs: readonly PlannedInput[]): string {
  const impute = inputs.map((input) => (input.kind === 'number' ? (input.impute ?? Number.NaN) : 0));
  if (inputs.every((input) => input.kind === 'category' || input.impute === null)) return raw;
  return graph.node('Where', [graph.node('IsNaN', [raw]), graph.doubles('impute', impute), raw]);
}
