import { train } from '../../nn/train.ts';
import { startRecord, type RecordSetting } from './training-record.ts';

/** Trains to the end, posting every whole epoch once, whatever the end is. Throws what the network core throws. */
export function trainJob(setting: RecordSetting): void {
  const { job, data, kernel, control } = setting;
  const record = startRecord(setting);
  const generator = train(job.spec, data, {
    kernel,
    initialWeights: job.initialWeights ?? undefined,
    interrupted: () => control.raised(),
  });
  try {
    let next = generator.next();
    while (!next.done) next = generator.next(record.answer(next.value));
    record.end(next.value);
  } catch (error) {
    record.flush();
    throw error;
  }
}
