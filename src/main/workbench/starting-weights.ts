import { AppError } from '../../contract/errors.ts';
import type { RunConfig } from '../../contract/run-config.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { LayerShape } from '../../nn/network-shape.ts';
import { sequentialWeights } from '../formats/sequential-weights.ts';
import type { Safetensors } from '../formats/safetensors.ts';
import type { StoredSnapshot, Store } from '../store/types.ts';
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

/** `from` is `RUN@EPOCH`, or `RUN` for its final weights; RUN as an id, the beginning of one, or a name. */
export function weightsFromRun(store: Store, from: string, { network }: RunConfig, shapes: LayerShape[]): StartingWeights {
  const { run, epoch } = find(store, from);
  const snapshot = snapshotOf(store, run, epoch);
  const parameters = shapes.reduce((sum, shape) => sum + shape.parameters, 0);
  const widths = hiddenWidths(network);
  if (run.parameters !== parameters || hiddenWidths(run.config.network) !== widths)
    throw refused(`the network of the run ${JSON.stringify(run.name)} (${hiddenWidths(run.config.network)} hidden units, ${run.parameters} parameters) has other shapes than this one (${widths}, ${parameters} parameters)`);
  return {
    from: `${run.id}@${snapshot.epoch}`,
    weights: snapshot.weights,
    origin: `The starting weights are those of the run ${JSON.stringify(run.name)} (${run.id}) at epoch ${snapshot.epoch}.`,
  };
}

/** A name may hold an @ of its own, so the whole is tried where the part before the last @ is no run. */
function find(store: Store, from: string): { run: RunRow; epoch: number | null } {
  const [, name, epoch] = /^(.+)@(\d{1,9})$/s.exec(from) ?? [];
  const parted = name === undefined ? null : tryResolve(store, name);
  if (parted !== null) return { run: store.runs.row(parted), epoch: Number(epoch) };
  const whole = tryResolve(store, from);
  if (whole === null) throw refused(`there is no run ${JSON.stringify(from.slice(0, 100))}; write RUN or RUN@EPOCH with a run's id or name, or on the command line the path of a .safetensors file`);
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
