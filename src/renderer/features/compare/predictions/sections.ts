import type { MeasuredRun } from '../../../../compare/classification/class-plots.ts';
import type { Predictions } from '../../../../contract/comparisons.ts';
import type { RunColour } from '../../../../contract/run-colours.ts';
import type { RunRow } from '../../../../contract/runs.ts';
import type { ComparedGroup } from '../../../../contract/compared-groups.ts';

export type Arrangement = 'overlaid' | 'beside';

/** A run with what it says about its rows. */
export interface PredictedRun {
  /** of its group, by which lists and charts point at it */
  key: string;
  label: string;
  colour: RunColour;
  baseline: boolean;
  predictions: Predictions;
}

export type MeasuredClassifier = MeasuredRun<PredictedRun>;

/** Runs that predict the same column of the same data set. */
export interface Section {
  key: string;
  dataSet: string;
  target: string;
  classes: readonly string[];
  runs: PredictedRun[];
}

/** Runs of one data set and target together: what is told of others cannot be laid over each other. */
export function sectionsOf(chosen: readonly RunRow[], predictions: ReadonlyMap<string, Predictions>, groups: readonly ComparedGroup[], baseline: string | null): Section[] {
  const groupOf = new Map(groups.flatMap((group) => group.runs.map((run) => [run.id, group.key])));
  const sections = new Map<string, Section>();
  for (const row of chosen) {
    const said = predictions.get(row.id);
    if (!said || said.problem !== null) continue;
    const target = row.config.data.target ?? '';
    const key = JSON.stringify([said.dataSetId, target, said.classes]);
    const section = sections.get(key) ?? { key, dataSet: row.dataSet, target, classes: said.classes, runs: [] };
    section.runs.push({ key: groupOf.get(row.id) ?? row.id, label: row.name, colour: row.colour, baseline: row.id === baseline, predictions: said });
    sections.set(key, section);
  }
  return [...sections.values()];
}

/** Why runs have nothing to show, and which: each reason once. */
export function problemsOf(chosen: readonly RunRow[], predictions: ReadonlyMap<string, Predictions>): { problem: string; names: string[] }[] {
  const problems = new Map<string, string[]>();
  for (const row of chosen) {
    const problem = predictions.get(row.id)?.problem;
    if (problem) problems.set(problem, [...(problems.get(problem) ?? []), row.name]);
  }
  return [...problems].map(([problem, names]) => ({ problem, names }));
}
