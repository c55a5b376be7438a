import type { ModelForm } from '../../../../contract/models.ts';
import type { Cells } from '../../../../data/explain/cells.ts';
import type { Contributions } from '../../../../data/explain/contributions.ts';
import type { SingleChange } from '../../../../data/explain/smallest-change.ts';
import type { TablePredictor } from '../../../../data/predict/table-predictor.ts';

/** What the window asks a model's worker: name → what goes in and what comes out. One model a worker, opened first. */
export interface Work {
  open: { input: { form: ModelForm }; output: null };
  /** a probability for each class, or the number of a regression */
  row: { input: { cells: Cells }; output: Float32Array };
  explain: { input: { cells: Cells; output: number; threshold: number | null }; output: Explanation };
  /** a table that comes in pieces: each answer is what of the result is ready, as CSV text in UTF-8 */
  begin: { input: { fileName: string; threshold: number | null }; output: null };
  write: { input: { bytes: Uint8Array }; output: { bytes: Uint8Array; rows: number } };
  finish: { input: null; output: FinishedTable };
}

export interface Explanation {
  contributions: Contributions;
  /** the smallest first; empty where no single change crosses, or there is nothing to cross */
  changes: SingleChange[];
}

export type FinishedTable = ReturnType<TablePredictor['finish']> & { rows: number };

export type WorkName = keyof Work;
export type Question = { [Name in WorkName]: { id: number; name: Name; input: Work[Name]['input'] } }[WorkName];
export type Answer = { id: number } & ({ ok: true; value: Work[WorkName]['output'] } | { ok: false; message: string });
