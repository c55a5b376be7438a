import { curveAxes, type CurveAxis } from '../../contract/curves.ts';

/** What the band around a group's mean shows: sample standard deviation, 95 % interval of the mean, lowest to highest, nothing. */
export const bandKinds = ['sd', 'ci', 'range', 'none'] as const;
export type BandKind = (typeof bandKinds)[number];

/** How all curves of a comparison are drawn. */
export interface ChartChoices {
  axis: CurveAxis;
  logX: boolean;
  logY: boolean;
  /** weight of the moving average, 0 to 0.999 */
  smoothing: number;
  band: BandKind;
  /** part of the names of the metrics to show; all of them where it is empty */
  metrics: string;
}

export const plainCharts: ChartChoices = { axis: 'epoch', logX: false, logY: false, smoothing: 0, band: 'sd', metrics: '' };

export const curveAxesOf = (text: string): CurveAxis => curveAxes.find((axis) => axis === text) ?? 'epoch';
