import { train } from '../../nn/train.ts';
import { decodeKeyframe } from './keyframe.ts';
import { startRecord, type RecordSetting } from './training-record.ts';

/** Trains to the end, posting every whole epoch once, whatever the end is. Throws what the network core throws, and `OtherOutcomeError`. */
export function trainJob(setting: RecordSetting): void {
  const { job, data, kernel, control } = setting;
  const start = job.start ? decodeKeyframe(job.start.state, job.start.weights) : undefined;
  const record = startRecord(setting, start ?? null);
  const generator = train(job.spec, data, {
    kernel,
    start,
    initialWeights: job.initialWeights ?? undefined,
    interrupted: () => control.raised(),
  });
  try {
    let next = generator.next();
    while (!next.done) next = generator.next(record.answer(next.value));
    record.end(next.value);
    kernel.release();
  } catch (error) {
    record.flush();
    throw error;
  }
}
