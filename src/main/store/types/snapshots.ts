export interface NewSnapshot {
  epoch: number;
  /** little-endian float32 in the order that is hashed */
  weights: Uint8Array;
  weightsSha256: Uint8Array;
  /** link of the chain at this epoch */
  link: Uint8Array;
  /** serialized TrainState for a keyframe, else null */
  state: Uint8Array | null;
}

export interface StoredSnapshot extends NewSnapshot {
  runId: string;
}

export interface Snapshots {
  /**
   * Appends in order of epoch, thins out under the run's `budgetBytes` (first, best, last and keyframes stay).
   * Links of all epochs are kept, whether or not their weights are.
   */
  append(runId: string, snapshots: NewSnapshot[], keep: { bestEpoch: number | null }): void;
  /** Checks the hash; `damaged` names run and epoch. Null where the weights of this epoch are not stored. */
  get(runId: string, epoch: number): StoredSnapshot | null;
  /** The weights alone, without reading the state of a keyframe. */
  weights(runId: string, epoch: number): Uint8Array | null;
  /** what a keyframe's state has to hash to, whatever is stored of it now; null where the epoch is no keyframe */
  stateSha256(runId: string, epoch: number): Uint8Array | null;
  /** the nearest stored keyframe at or before the epoch */
  keyframeBefore(runId: string, epoch: number): StoredSnapshot | null;
  epochs(runId: string): number[];
  /** epochs of which the state to go on from is stored, in order */
  keyframes(runId: string): number[];
  /** in order of epoch; those of a range where one is given */
  links(runId: string, range?: { from?: number; through?: number }): ChainLink[];
  /** Stored epochs whose weights or state do not match their hash. Reads all of them. */
  damaged(runId: string): number[];
  /** Writes anew what is stored of an epoch. It stays a keyframe where it was one, if a state is given. */
  repair(runId: string, snapshot: NewSnapshot): void;
}

export interface ChainLink {
  epoch: number;
  link: Uint8Array;
  weightsSha256: Uint8Array;
}
