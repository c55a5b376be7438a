import { layer, type RunConfig } from '../../../contract/run-config.ts';

export type Layer = RunConfig['network'][number];
export type LayerName = Layer['layer'];

/** A layer with its defaults; dense layers get the units of the last hidden one, or 24. */
function newLayer(network: readonly Layer[], name: LayerName): Layer {
  if (name !== 'dense') return layer.parse({ layer: name });
  const before = network.slice(0, outputAt(network)).findLast((one) => one.layer === 'dense');
  return layer.parse({ layer: 'dense', units: before?.layer === 'dense' ? before.units ?? 24 : 24 });
}

/** Puts layers where hidden layers end: before the output. */
export function insertHidden(network: readonly Layer[], ...names: LayerName[]): Layer[] {
  const at = outputAt(network);
  return [...network.slice(0, at), ...names.map((name) => newLayer(network, name)), ...network.slice(at)];
}

export function removeLayer(network: readonly Layer[], at: number): Layer[] {
  return network.filter((_, index) => index !== at);
}

/** Swaps a layer with its neighbour; at the ends nothing changes. */
export function moveLayer(network: readonly Layer[], at: number, by: 1 | -1): Layer[] {
  const next = [...network];
  const [from, to] = [next[at], next[at + by]];
  if (from && to) [next[at], next[at + by]] = [to, from];
  return next;
}

export function changeLayer(network: readonly Layer[], at: number, name: LayerName): Layer[] {
  return network.map((one, index) => (index === at ? newLayer(network, name) : one));
}

/** The last dense layer: where the output starts, or the end where there is none. */
export function outputAt(network: readonly Layer[]): number {
  const at = network.findLastIndex((one) => one.layer === 'dense');
  return at < 0 ? network.length : at;
}
