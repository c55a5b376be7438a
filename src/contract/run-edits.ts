import { z } from 'zod';
import { LONGEST_FILTER } from './filter/ast.ts';
import { runColourNames } from './run-colours.ts';

const id = z.string().min(1).max(100);

/**
 * Which runs are meant: those of a list, or all that a filter finds but a few. With a filter, a hundred thousand runs
 * are named in one line, and those that have come meanwhile are among them.
 */
export const runSelection = z.union([
  z.array(id).min(1).max(100_000),
  z.strictObject({
    /** in the filter language; all runs where it is left out */
    filter: z.string().max(LONGEST_FILTER).optional(),
    experimentId: id.optional(),
    /** those in the trash instead of the others */
    trash: z.boolean().default(false),
    except: z.array(id).max(100_000).default([]),
  }),
]);
export type RunSelection = z.input<typeof runSelection>;

export const LONGEST_NAME = 200;
export const LONGEST_TAG = 100;
export const LONGEST_NOTE = 20_000;

const oneLine = (most: number, what: string) => z.string().trim()
  .min(1, { error: `${what} needs at least one character` })
  .max(most, { error: `is longer than ${most} characters` })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'must not contain line breaks or other control characters' });

export const tag = oneLine(LONGEST_TAG, 'a tag');
export const experimentName = oneLine(LONGEST_NAME, 'an experiment');

/** What can be done to one run or to many at once, and undone. */
export const runChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), name: oneLine(LONGEST_NAME, 'a name') }),
  z.strictObject({ kind: z.literal('star'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('lock'), on: z.boolean() }),
  /** null: back to the colour that the run has by itself */
  z.strictObject({ kind: z.literal('colour'), colour: z.enum(runColourNames).nullable() }),
  z.strictObject({ kind: z.literal('tag'), add: z.array(tag).max(100).default([]), remove: z.array(z.string().max(LONGEST_TAG)).max(100).default([]) }),
  /** Markdown; an empty one takes the note away */
  z.strictObject({ kind: z.literal('note'), text: z.string().max(LONGEST_NOTE, { error: `is longer than ${LONGEST_NOTE} characters` }) }),
  /** into the experiment of that name, which is made where it is missing */
  z.strictObject({ kind: z.literal('move'), experiment: experimentName }),
  z.strictObject({ kind: z.literal('trash') }),
  z.strictObject({ kind: z.literal('restore') }),
]);
export type RunChange = z.input<typeof runChange>;
export type ParsedRunChange = z.output<typeof runChange>;
export type RunChangeKind = ParsedRunChange['kind'];

/** An entry of the log that undo and redo walk along. */
export interface EditEntry {
  id: string;
  /** milliseconds since 1970 */
  at: number;
  kind: RunChangeKind;
  /** what was done, for example: delete 3 runs */
  label: string;
  /** how many runs it changed */
  runs: number;
  undone: boolean;
}

export interface EditOutcome {
  /** the entry that was made, undone or redone; null where nothing was to be changed */
  entry: EditEntry | null;
  changed: number;
  /** which runs were left as they were, and why; null where none was */
  remark: string | null;
}

/** What `undo` and `redo` would take next. */
export interface EditHistory {
  undo: EditEntry | null;
  redo: EditEntry | null;
  /** the latest first */
  entries: EditEntry[];
}

/** What several runs have in common, and in what they differ. */
export interface RunsInCommon {
  total: number;
  starred: number;
  locked: number;
  /** in the trash of these */
  statuses: [status: string, runs: number][];
  experiments: [name: string, runs: number][];
  dataSets: [name: string, runs: number][];
  /** the most frequent ones */
  tags: [tag: string, runs: number][];
  /** null where there are too many runs to compare config by config */
  config: { same: [path: string, value: string | number | boolean | null][]; differing: string[] } | null;
}

/** What is stored for a run besides its row. */
export interface RunFiles {
  snapshots: number;
  keyframes: number;
  bytes: number;
  budgetBytes: number;
  firstEpoch: number | null;
  lastEpoch: number | null;
  points: number;
  /** bytes of the weights at a divergence, kept for diagnosis */
  divergenceBytes: number | null;
}
