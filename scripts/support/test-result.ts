/** What a step of `npm test` found. */
export interface StepResult {
  passed: number;
  failed: number;
  skipped: number;
  /** what failed; may name less than `failed` counts */
  failures: Fault[];
  /** what passed on a second try alone, with why the first one failed */
  unsteady: Fault[];
  /** what was skipped */
  leftOut: { name: string; reason: string | null }[];
}

/** A test that failed, or a tool that found something. */
export interface Fault {
  /** file and full name */
  name: string;
  /** lines that say what is wrong */
  message: string[];
  /** where, innermost first: `at …` */
  stack: string[];
}

export const result = (known: Partial<StepResult>): StepResult => ({ passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [], leftOut: [], ...known });

/** Colours of a terminal begin with the control character ESC. */
const colours = /\u001b\[[0-9;]*m/g;

/** The lines of a text that say something, without colours. */
export const linesOf = (text: string): string[] => text.replace(colours, '').split('\n').map((line) => line.trimEnd()).filter((line) => line.trim() !== '');
