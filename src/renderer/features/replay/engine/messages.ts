import type { Biography, Frame, ReplayModel, Wish } from '../../../../compare/replay/model.ts';

/** What the window asks its replay worker. A model is opened once, under a number that the window gives it. */
export type Question = { id: number; model: number } & (
  | { kind: 'open'; spec: ReplayModel }
  | { kind: 'frame'; epoch: number; weights: Float32Array; before: Float32Array | null; wish: Wish }
  | { kind: 'biography'; row: number; weights: Float32Array }
  | { kind: 'close' }
);

export type Answer = { id: number } & ({ ok: true; value: Frame | Biography | null } | { ok: false; message: string });
