import type { Component } from 'vue';
import type { RunRow } from '../../../contract/runs.ts';
import ConfigDiffPanel from './ConfigDiffPanel.vue';
import CurvesPanel from './CurvesPanel.vue';
import EpochValuesPanel from './EpochValuesPanel.vue';
import ImportancePanel from './ImportancePanel.vue';
import MetricsPanel from './MetricsPanel.vue';
import ParallelPanel from './ParallelPanel.vue';
import ScatterPanel from './ScatterPanel.vue';
import ClassesPanel from './predictions/ClassesPanel.vue';
import NumbersPanel from './predictions/NumbersPanel.vue';
import VerdictsPanel from './VerdictsPanel.vue';

/** One way to look at a comparison. Adding one is adding an entry; it reads what it shows from the comparison store. */
export interface Panel {
  /** stands in the page's anchors and in what is remembered; letters and hyphens */
  id: string;
  title: string;
  /** mounted when it comes into sight, and gets no props */
  component: Component;
  /** whether it has something to say about these runs */
  applies(rows: readonly RunRow[]): boolean;
  /** how much room it takes until it is mounted, in CSS pixels */
  height: number;
}

export const panels: readonly Panel[] = [
  { id: 'curves', title: 'Curves', component: CurvesPanel, applies: () => true, height: 640 },
  { id: 'epoch', title: 'At the playhead', component: EpochValuesPanel, applies: (rows) => rows.some((row) => row.epochs > 0), height: 220 },
  { id: 'metrics', title: 'Metrics', component: MetricsPanel, applies: () => true, height: 320 },
  { id: 'parallel', title: 'Parallel coordinates', component: ParallelPanel, applies: (rows) => rows.length > 1, height: 480 },
  { id: 'scatter', title: 'Scatter', component: ScatterPanel, applies: (rows) => rows.length > 1, height: 440 },
  { id: 'importance', title: 'Importance of config values', component: ImportancePanel, applies: (rows) => rows.length > 1, height: 320 },
  { id: 'verdicts', title: 'Verdicts', component: VerdictsPanel, applies: (rows) => rows.length > 1, height: 260 },
  { id: 'classification', title: 'Classification', component: ClassesPanel, applies: (rows) => rows.some(({ config, status }) => config.loss !== 'meanSquaredError' && status !== 'imported'), height: 640 },
  { id: 'regression', title: 'Regression', component: NumbersPanel, applies: (rows) => rows.some(({ config, status }) => config.loss === 'meanSquaredError' && status !== 'imported'), height: 480 },
  { id: 'config', title: 'Config differences', component: ConfigDiffPanel, applies: (rows) => rows.length > 1, height: 260 },
];
