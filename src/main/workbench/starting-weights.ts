import { AppError } from '../../contract/errors.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { LayerShape } from '../../nn/network-shape.ts';
import { sequentialWeights } from '../formats/sequential-weights.ts';
import type { Safetensors } from '../formats/safetensors.ts';
import type { StoredSnapshot } from '../store/types/snapshots.ts';
import type { Store } from '../store/types/store.ts';
import { toHex } from '../training/chain.ts';
import { weightBytes } from '../training/weight-bytes.ts';

/** Weights that a run begins with instead of drawing them from its seed. */
export interface StartingWeights {
  /** what `from` becomes in the stored config */
  from: string;
  /** in the bytes that are hashed */
  weights: Uint8Array;
  /** where they came from, as a sentence */
  origin: string;
}

/** A file that a host has read: what `from` names then. */
export interface WeightsFile {
  name: string;
  content: Safetensors;
}

export function weightsFromFile({ name, content }: WeightsFile, shapes: LayerShape[]): StartingWeights {
  const weights = weightBytes(sequentialWeights(content, shapes));
  return { from: name, weights, origin: `The starting weights are those of the file ${JSON.stringify(name)}.` };
}

/** `from` is `RUN@EPOCH`, or `RUN` for its final weights; RUN as an id, the beginning of one, or a name. What is no run may be a model. */
export function weightsFromStore(store: Store, from: string, config: RunConfig, shapes: LayerShape[]): StartingWeights {
  const meant = find(store, from);
  if (!meant) {
    const model = weightsFromModel(store, from, config, shapes);
    if (model) return model;
    throw refused(`there is no run or model ${JSON.stringify(from.slice(0, 100))}; write RUN or RUN@EPOCH with a run's id or name, MODEL, MODEL:VERSION or MODEL@ALIAS, or on the command line the path of a .safetensors file`);
  }
  const { run, epoch } = meant;
  const snapshot = snapshotOf(store, run, epoch);
  refuseOtherShapes({ what: `the run ${JSON.stringify(run.name)}`, network: run.config.network, parameters: run.parameters }, config.network, shapes);
  return {
    from: `${run.id}@${snapshot.epoch}`,
    weights: snapshot.weights,
    origin: `The starting weights are those of the run ${JSON.stringify(run.name)} (${run.id}) at epoch ${snapshot.epoch}.`,
  };
}

/** `from` is a model as the shelf names it: NAME for its latest version, NAME:VERSION, NAME@ALIAS; its id in place of the name. Null where there is none. */
function weightsFromModel(store: Store, from: string, { network }: RunConfig, shapes: LayerShape[]): StartingWeights | null {
  const found = findModel(store, from);
  if (!found) return null;
  const { id, name, version, config, weights } = store.models.version(found.id, found.version);
  const known = { what: `the model ${JSON.stringify(name)}, version ${version},`, network: config.network, parameters: weights.length / 4 };
  refuseOtherShapes(known, network, shapes);
  return { from: `${id}:${version}`, weights, origin: `The starting weights are those of the model ${JSON.stringify(name)}, version ${version} (${id}).` };
}

/** What the shelf has not got is told of as a problem of this field. */
function findModel(store: Store, from: string): { id: string; version: number } | null {
  try {
    return store.models.find(from);
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') throw refused(error.message.replace(/\.$/, ''));
    throw error;
  }
}

function refuseOtherShapes(known: { what: string; network: RunConfig['network']; parameters: number | null }, network: RunConfig['network'], shapes: LayerShape[]): void {
  const parameters = shapes.reduce((sum, shape) => sum + shape.parameters, 0);
  const widths = hiddenWidths(network);
  if (known.parameters !== parameters || hiddenWidths(known.network) !== widths)
    throw refused(`the network of ${known.what} (${hiddenWidths(known.network)} hidden units, ${known.parameters} parameters) has other shapes than this one (${widths}, ${parameters} parameters)`);
}

/** A name may hold an @ of its own, so the whole is tried where the part before the last @ is no run. */
function find(store: Store, from: string): { run: RunRow; epoch: number | null } | null {
  const [, name, epoch] = /^(.+)@(\d{1,9})$/s.exec(from) ?? [];
  const parted = name === undefined ? null : tryResolve(store, name);
  if (parted !== null) return { run: store.runs.row(parted), epoch: Number(epoch) };
  const whole = tryResolve(store, from);
  if (whole === null) return null;
  return { run: store.runs.row(whole), epoch: null };
}

function tryResolve(store: Store, text: string): string | null {
  try {
    return store.runs.resolve(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return null;
    throw error;
  }
}

function snapshotOf(store: Store, run: RunRow, asked: number | null): StoredSnapshot {
  const epochs = store.snapshots.epochs(run.id);
  if (epochs.length === 0) throw refused(`the run ${JSON.stringify(run.name)} has no stored weights`);
  const epoch = asked ?? finalEpoch(store, run);
  const snapshot = store.snapshots.get(run.id, epoch);
  if (snapshot) return snapshot;
  const nearest = epochs.reduce((a, b) => (Math.abs(b - epoch) < Math.abs(a - epoch) ? b : a));
  throw refused(`the weights of the run ${JSON.stringify(run.name)} at epoch ${epoch} are not stored; the nearest epoch that is stored is ${nearest}`);
}

/** The epoch of the run's final weights: after restoreBest that is not its last one. */
function finalEpoch(store: Store, { id, epochs }: RunRow): number {
  const { weightsSha256 } = store.runs.detail(id);
  const links = store.snapshots.links(id);
  return links.findLast((link) => toHex(link.weightsSha256) === weightsSha256)?.epoch ?? links.at(-1)?.epoch ?? epochs;
}

function hiddenWidths(network: RunConfig['network']): string {
  const dense = network.filter((spec) => spec.layer === 'dense');
  return dense.slice(0, -1).map(({ units }) => units).join('-') || 'no';
}

function refused(reason: string): AppError {
  return new AppError('invalidInput', `These weights cannot be started from: ${reason}.`, 'from');
}
