import type { CurveAxis } from '../../../contract/curves.ts';
import type { ScaleKind } from '../../../compare/drawing/scale.ts';
import { formatCount } from '../../format/numbers.ts';
import { formatDateTime, formatDuration } from '../../format/time.ts';

/** What an x axis is called, how it is divided, on a logarithmic one as well, and how one of its values is said. */
export const axisWords: Record<CurveAxis, { label: string; kind: ScaleKind; logKind: ScaleKind; format: (x: number) => string }> = {
  epoch: { label: 'epoch', kind: 'whole', logKind: 'logWhole', format: (x) => `epoch ${formatCount(x)}` },
  step: { label: 'step', kind: 'whole', logKind: 'logWhole', format: (x) => `step ${formatCount(x)}` },
  relative: { label: 'time trained', kind: 'seconds', logKind: 'logSeconds', format: (x) => `after ${formatDuration(x)}` },
  wall: { label: 'time of day', kind: 'clock', logKind: 'log', format: (x) => formatDateTime(x) },
};
