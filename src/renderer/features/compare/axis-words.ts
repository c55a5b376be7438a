import type { CurveAxis } from '../../../contract/curves.ts';
import type { ScaleKind } from '../../../compare/drawing/scale.ts';
import { formatCount } from '../../format/numbers.ts';
import { formatDateTime, formatDuration } from '../../format/time.ts';

/** What an x axis is called, how it is divided, and how one of its values is said. */
export const axisWords: Record<CurveAxis, { label: string; kind: ScaleKind; format: (x: number) => string }> = {
  epoch: { label: 'epoch', kind: 'whole', format: (x) => `epoch ${formatCount(x)}` },
  step: { label: 'step', kind: 'whole', format: (x) => `step ${formatCount(x)}` },
  relative: { label: 'time trained', kind: 'seconds', format: (x) => `after ${formatDuration(x)}` },
  wall: { label: 'time of day', kind: 'clock', format: (x) => formatDateTime(x) },
};
