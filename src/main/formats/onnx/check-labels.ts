import type { LayerSpec } from '../../../nn/spec.ts';
import { refused } from '../incoming/checked-json.ts';
import { constantNumbers, show, type Graph, type ReadNode } from './graph.ts';

/** What a network ends with, and which nodes belong to it. */
interface Ended {
  /** the name of what its last layer gives */
  end: string;
  head: LayerSpec['layer'] | undefined;
  /** it tells classes apart */
  hasClasses: boolean;
  visited: ReadonlySet<ReadNode>;
  keepsNumbers(node: ReadNode): boolean;
}

const passing = new Set(['Cast', 'Identity', 'Flatten', 'Reshape', 'Squeeze', 'Dropout']);
/** of the probabilities, a label or a table by class */
const makers = new Set(['ArgMax', 'Greater', 'ZipMap']);
/** of labels, other labels */
const relabelling = new Set(['ArrayFeatureExtractor', 'Cast', 'Gather', 'Identity', 'LabelEncoder', 'Not', 'Reshape', 'Squeeze', 'Where', 'ZipMap']);

/**
 * What lies behind the last layer may make labels and tables of what it gives, and must not make other numbers of it: the model would
 * predict something else than its file. Throws `unreadable` naming the operator, or the output that is none of the last layer's.
 */
export function checkLabels(graph: Graph, rest: readonly ReadNode[], { end, head, hasClasses, visited, keepsNumbers }: Ended): void {
  /** names of what the last layer gives, as it is or as a table; of one minus that; of labels */
  const [values, complements, labels] = [new Set([end]), new Set<string>(), new Set<string>()];
  for (const node of rest) {
    const { opType = '' } = node;
    if (opType === 'Constant') continue;
    const into = kindOf(node);
    if (into === null) throw refused(`The graph uses the operator ${show(opType)} in a place where Trainyard has no layer for it.`);
    for (const name of node.output) into.add(name);
  }
  const inside = graph.outputs.find((name) => !values.has(name) && !labels.has(name) && [...visited].some((node) => node.output.includes(name)));
  if (inside !== undefined && !graph.outputs.some((name) => values.has(name) || labels.has(name))) throw refused(`The graph’s output ${show(inside)} comes from the middle of its network; only what the last layer gives can be taken.`);

  /** Where what the node makes belongs; null where it must not be there. */
  function kindOf(node: ReadNode): Set<string> | null {
    const { opType = '', input } = node;
    const usesValues = input.some((name) => values.has(name));
    if (!usesValues && !input.some((name) => complements.has(name))) return hasClasses && relabelling.has(opType) && input.some((name) => labels.has(name)) ? labels : null;
    if (opType === 'Sub') return head === 'sigmoid' && values.has(input[1] ?? '') && isOne(graph, input[0]) ? complements : null;
    if (opType === 'Concat') return head === 'sigmoid' && input.length === 2 && complements.has(input[0]!) && values.has(input[1]!) ? values : null;
    if (passing.has(opType) && keepsNumbers(node)) return usesValues ? values : complements;
    return hasClasses && makers.has(opType) ? labels : null;
  }
}

function isOne(graph: Graph, name: string | undefined): boolean {
  return graph.constants.has(name ?? '') && constantNumbers(graph, name, 'Sub').values.every((value) => value === 1);
}
