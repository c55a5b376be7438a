import { mostPredictedInReport, parts, type Part, type Predictions } from '../../../contract/comparisons.ts';
import type { RunColour } from '../../../contract/run-colours.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { RunLooks } from '../../../compare/drawing/plot.ts';
import type { RowPredictions } from '../predict-rows.ts';
import type { Reported } from './reported.ts';

/** Runs that predict the same column of the same data set, on rows of one part. */
export interface PredictedSet {
  part: Part;
  dataSet: string;
  target: string;
  runs: (RunLooks<RunColour> & { predictions: Predictions })[];
}

export interface PredictedSets {
  sets: PredictedSet[];
  /** what of all runs is shown, where not all are: a sentence, or nothing */
  left: string;
}

/** What the runs of a task say about validation and test rows. Of a group of several the first run speaks: replicates would say the same many times over. */
export async function predictedSets({ runs: [baselineRun], groups }: Reported, task: 'classification' | 'regression', predictions: RowPredictions): Promise<PredictedSets> {
  const fits = ({ config, status }: RunRow) => status !== 'imported' && (config.loss === 'meanSquaredError') === (task === 'regression');
  const speaking = groups.flatMap(({ runs, label, baseline }) => [...runs.filter((run) => run === baselineRun), ...runs].filter(fits).slice(0, 1).map((run) => ({ run, label: runs.length > 1 ? run.name : label, baseline })));
  const chosen = speaking.slice(0, mostPredictedInReport);
  const sets = new Map<string, PredictedSet>();
  for (const part of parts) {
    for (const { run, label, baseline } of chosen) {
      const said = await predictions.of(run.id, part);
      if (said.problem !== null) continue;
      const target = run.config.data.target ?? '';
      const key = JSON.stringify([part, said.dataSetId, target, said.classes]);
      const set = sets.get(key) ?? { part, dataSet: run.dataSet, target, runs: [] };
      set.runs.push({ key: run.id, label, colour: run.colour, baseline, predictions: said });
      sets.set(key, set);
    }
  }
  const several = groups.some(({ runs }) => runs.length > 1) ? ' Of a group of several runs the first one speaks.' : '';
  const first = speaking.length > chosen.length ? ` The first ${chosen.length} of ${speaking.length}.` : '';
  return { sets: [...sets.values()], left: several + first };
}
