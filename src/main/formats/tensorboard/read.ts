import { AppError } from '../../../contract/errors.ts';
import { unframeRecords } from './records.ts';
import { eventType, type TensorMessage, type ValueMessage } from './schema.ts';

/** A scalar series of an event file, in the order of the file. */
export interface ScalarSeries {
  metric: string;
  steps: number[];
  values: number[];
  /** milliseconds since 1970 */
  times: number[];
}

const MOST_SERIES = 10_000;

/** As it is read: what is 0 or empty is left out of a file of this kind, and most programs count their steps from 0. */
interface ReadEvent {
  step?: number;
  wallTime?: number;
  summary?: { value: Partial<ValueMessage>[] };
}

/** Reads the scalars of an event file, both the old (`simple_value`) and the new kind (a tensor of one float). */
export function readEventFile(file: Uint8Array, fileName: string): ScalarSeries[] {
  const series = new Map<string, ScalarSeries>();
  for (const record of unframeRecords(file, fileName)) {
    const { step, wallTime, summary } = decode(record, fileName);
    for (const value of summary?.value ?? []) {
      const scalar = scalarOf(value);
      if (scalar === null) continue;
      const one = seriesOf(series, metricOf(value.tag ?? ''), fileName);
      one.steps.push(step ?? 0);
      one.values.push(scalar);
      one.times.push((wallTime ?? 0) * 1000);
    }
  }
  if (series.size === 0) throw new AppError('unreadable', `${fileName}: there are no scalars in this event file.`);
  return [...series.values()];
}

function decode(record: Uint8Array, fileName: string): ReadEvent {
  try {
    return eventType.toObject(eventType.decode(record), { longs: Number, arrays: true, defaults: false });
  } catch {
    throw new AppError('unreadable', `${fileName}: a record is not an event of TensorBoard. The file is damaged or of another kind.`);
  }
}

function seriesOf(all: Map<string, ScalarSeries>, metric: string, fileName: string): ScalarSeries {
  const known = all.get(metric);
  if (known) return known;
  if (all.size === MOST_SERIES) throw new AppError('tooLarge', `${fileName}: more than ${MOST_SERIES} different tags.`);
  const created: ScalarSeries = { metric, steps: [], values: [], times: [] };
  all.set(metric, created);
  return created;
}

/** `loss/val` and Keras's `epoch_loss` under a `validation` folder are read as they are named; ours turn back. */
function metricOf(tag: string): string {
  const split = /^(.+)\/(train|val|test)$/.exec(tag);
  return split ? `${split[2]}_${split[1]}` : tag;
}

const FLOAT32 = 1;
const FLOAT64 = 2;

function scalarOf({ simpleValue, tensor }: Partial<ValueMessage>): number | null {
  if (simpleValue !== undefined) return simpleValue;
  return tensor ? tensorScalar(tensor) : null;
}

function tensorScalar({ dtype, tensorContent, floatVal, doubleVal }: TensorMessage): number | null {
  if (dtype === FLOAT32 && floatVal?.length === 1) return floatVal[0]!;
  if (dtype === FLOAT64 && doubleVal?.length === 1) return doubleVal[0]!;
  if (!tensorContent) return null;
  const view = new DataView(tensorContent.buffer, tensorContent.byteOffset, tensorContent.byteLength);
  if (dtype === FLOAT32 && view.byteLength === 4) return view.getFloat32(0, true);
  return dtype === FLOAT64 && view.byteLength === 8 ? view.getFloat64(0, true) : null;
}
