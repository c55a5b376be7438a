import { refused } from '../incoming/checked-json.ts';
import type { SavedModel } from '../saved-model.ts';
import { nodeType, tensorType, valueInfoType } from './schema.ts';
import { modelGraph, type GraphMessage } from './write.ts';

/**
 * Holds the graph of a file that calls itself ours against the one that we write for the model of its metadata with the weights of the graph.
 * What the metadata say of columns, replacements, scaling, layers and classes is then what the graph computes. Throws `unreadable`, naming
 * the first node, tensor or column that differs.
 */
export function checkOwnGraph(graph: GraphMessage, model: Pick<SavedModel, 'config' | 'features' | 'network' | 'weights'>): void {
  const expected = modelGraph(model);
  compare('input', valueInfoType, graph.input, expected.input);
  compare('node', nodeType, graph.node, expected.node);
  compare('tensor', tensorType, graph.initializer, expected.initializer);
  compare('output', valueInfoType, graph.output, expected.output);
}

type MessageType = typeof nodeType;

function compare(what: string, type: MessageType, found: readonly { name?: string }[], expected: readonly { name?: string }[]): void {
  for (let at = 0; at < Math.max(found.length, expected.length); at++) {
    const [one, other] = [found[at], expected[at]];
    if (!one) throw differs(`the ${what} ${show(other!.name)} is missing`);
    if (!other) throw differs(`the ${what} ${show(one.name)} is not part of it`);
    if (Buffer.compare(encoded(type, one), encoded(type, other)) !== 0) throw differs(`the ${what} ${show(one.name)} is another one`);
  }
}

const encoded = (type: MessageType, message: object): Uint8Array => type.encode(type.fromObject(message)).finish();

const differs = (how: string) => refused(`The graph is not that of the model in the file’s metadata: ${how}. The file was changed after Trainyard wrote it; export the model again.`);

const show = (name: string | undefined) => JSON.stringify((name ?? '').slice(0, 60));
