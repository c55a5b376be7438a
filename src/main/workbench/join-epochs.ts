import type { EpochBatch, TrainingEnd } from '../training/messages.ts';

/** More than these are not written in one go, so that whoever asks meanwhile is answered. */
const mostJoined = 500;
const mostJoinedBytes = 4 * 1024 * 1024;

/** Whether two batches of one run can be written as one. */
export function canJoin(before: EpochBatch, next: EpochBatch): boolean {
  const names = Object.keys(next.values);
  return before.epochs.length + next.epochs.length <= mostJoined && bytesOf(before) + bytesOf(next) <= mostJoinedBytes
    && names.length === Object.keys(before.values).length && names.every((name) => Object.hasOwn(before.values, name));
}

const bytesOf = ({ snapshots }: EpochBatch): number => snapshots.reduce((sum, { weights, state }) => sum + weights.byteLength + (state?.byteLength ?? 0), 0);

/** The first becomes both of them. */
export function join(before: EpochBatch, { epochs, steps, values, snapshots, bestEpoch, trainSeconds }: EpochBatch): void {
  before.epochs.push(...epochs);
  before.steps.push(...steps);
  for (const [name, series] of Object.entries(values)) before.values[name]!.push(...series);
  before.snapshots.push(...snapshots);
  Object.assign(before, { bestEpoch, trainSeconds });
}

/** The state that a run ends with belongs to an epoch that may not have been written yet: then it is stored once. */
export function giveState({ snapshots }: EpochBatch, end: TrainingEnd): void {
  if (end.kind === 'failed' || !end.keyframe) return;
  const at = snapshots.findIndex(({ epoch }) => epoch === end.keyframe!.epoch);
  if (at < 0) return;
  snapshots[at] = end.keyframe;
  end.keyframe = null;
}
