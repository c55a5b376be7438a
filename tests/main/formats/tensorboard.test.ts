import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contract/errors.ts';
import { maskedChecksum } from '../../../src/main/formats/tensorboard/checksum.ts';
import { histogramOf } from '../../../src/main/formats/tensorboard/histogram.ts';
import { readIncoming } from '../../../src/main/formats/incoming/read-file.ts';
import { readEventFile } from '../../../src/main/formats/tensorboard/read.ts';
import { frameRecord } from '../../../src/main/formats/tensorboard/records.ts';
import { eventType } from '../../../src/main/formats/tensorboard/schema.ts';
import { tagOf, writeEventFile, type EpochHistory } from '../../../src/main/formats/tensorboard/write.ts';
import { always } from '../../support/property.ts';
import { pythonWith } from '../../support/python.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const history: EpochHistory[] = [
  { epoch: 1, at: 1_700_000_000_500, metrics: { val_loss: 0.5, learning_rate: 0.125 }, weights: { '0.weight': [-1, 0, 1] } },
  { epoch: 2, at: 1_700_000_001_000, metrics: { val_loss: Number.NaN, learning_rate: 0.0625 } },
];

const file = (epochs = history) => Buffer.concat([...writeEventFile(1_700_000_000_000, epochs)]);

describe('a TensorBoard event file', () => {
  it('gives back the scalars that were written, NaN among them', () => {
    expect(readEventFile(file(), 'x')).toEqual([
      { metric: 'val_loss', steps: [1, 2], values: [0.5, Number.NaN], times: [1_700_000_000_500, 1_700_000_001_000] },
      { metric: 'learning_rate', steps: [1, 2], values: [0.125, 0.0625], times: [1_700_000_000_500, 1_700_000_001_000] },
    ]);
  });

  it('is read where its steps count from 0, which its format leaves out, and refused where a value has no tag', () => {
    const event = (fields: object) => frameRecord(eventType.encode(eventType.fromObject(fields)).finish());
    const logged = Buffer.concat([event({ summary: { value: [{ tag: 'loss', simpleValue: 1 }] } }), event({ step: 1, wallTime: 2, summary: { value: [{ tag: 'loss', simpleValue: 0 }] } })]);
    expect(readEventFile(logged, 'x')).toEqual([{ metric: 'loss', steps: [0, 1], values: [1, 0], times: [0, 2000] }]);
    expect(() => readIncoming(event({ summary: { value: [{ simpleValue: 1 }] } }), 'x.tfevents')).toThrow(/"" cannot be the name of a metric/);
  });

  it('groups train and val of one metric', () => {
    expect([tagOf('val_roc_auc'), tagOf('train_loss'), tagOf('epoch_seconds')]).toEqual(['roc_auc/val', 'loss/train', 'epoch_seconds']);
  });

  it('has the checksums that the format publishes: CRC-32C of "123456789", masked', () => {
    const crc = 0xe3069283;
    expect(maskedChecksum(Buffer.from('123456789'))).toBe(((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8) % 2 ** 32);
  });

  it('counts every finite weight in a bucket, also where all are equal', () => {
    const { bucket, bucketLimit, num, min, max } = histogramOf([0, 0.1, 0.9, 1, Number.NaN, Infinity]);
    expect([num, min, max, bucket.reduce((a, b) => a + b), bucketLimit.at(-1)]).toEqual([4, 0, 1, 4, 1]);
    expect(histogramOf([2, 2])).toMatchObject({ bucket: [2], bucketLimit: [2] });
  });

  it('refuses every flipped byte and every cut, by record and position', () => {
    const whole = file();
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x40;
      expect(() => readEventFile(damaged, 'bad.tfevents'), `byte ${at}`).toThrow(/bad\.tfevents: record \d+ at byte \d+/);
    }
    expect(() => readEventFile(whole.subarray(0, whole.length - 1), 'cut')).toThrow(/cut short/);
  });

  it('answers any bytes with an error that is meant for people', () => {
    always(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(() => readEventFile(bytes, 'noise')).toThrow(AppError);
    }), { runs: 500 });
  });
});

const python = pythonWith('google.protobuf');

describe.skipIf(!python)('read by python3-protobuf', () => {
  it('decodes to the same events by field number', () => {
    const path = join(temporaryFolder(), 'events.tfevents');
    writeFileSync(path, file());
    expect(JSON.parse(execFileSync(python!, ['-c', READER, path], { encoding: 'utf8' }))).toEqual([
      [0, 'brain.Event:2', []],
      [1, '', [['loss/val', 0.5, 0], ['learning_rate', 0.125, 0], ['0.weight', 0, 3]]],
      [2, '', [['loss/val', 'nan', 0], ['learning_rate', 0.0625, 0]]],
    ]);
  });
});

/** Describes the messages to Google's own library once more and independently; it knows nothing of our writer. */
const READER = `
import json, math, struct, sys
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
F = descriptor_pb2.FieldDescriptorProto
f = descriptor_pb2.FileDescriptorProto(name='e.proto', package='t', syntax='proto3')
def message(name, *fields):
    m = f.message_type.add(name=name)
    for n, number, kind, repeated, type_name in fields:
        m.field.add(name=n, number=number, type=kind, label=3 if repeated else 1, type_name=type_name)
message('Histo', ('num', 3, F.TYPE_DOUBLE, 0, None), ('limit', 6, F.TYPE_DOUBLE, 1, None), ('bucket', 7, F.TYPE_DOUBLE, 1, None))
message('Value', ('tag', 1, F.TYPE_STRING, 0, None), ('simple', 2, F.TYPE_FLOAT, 0, None), ('histo', 5, F.TYPE_MESSAGE, 0, '.t.Histo'))
message('Summary', ('value', 1, F.TYPE_MESSAGE, 1, '.t.Value'))
message('Event', ('time', 1, F.TYPE_DOUBLE, 0, None), ('step', 2, F.TYPE_INT64, 0, None), ('version', 3, F.TYPE_STRING, 0, None), ('summary', 5, F.TYPE_MESSAGE, 0, '.t.Summary'))
pool = descriptor_pool.DescriptorPool()
pool.Add(f) if hasattr(pool, 'Add') else pool.AddSerializedFile(f.SerializeToString())
descriptor = pool.FindMessageTypeByName('t.Event')
Event = message_factory.GetMessageClass(descriptor) if hasattr(message_factory, 'GetMessageClass') else message_factory.MessageFactory(pool).GetPrototype(descriptor)
data, out = open(sys.argv[1], 'rb').read(), []
while data:
    length = struct.unpack('<Q', data[:8])[0]
    e = Event.FromString(data[12:12 + length])
    out.append([e.step, e.version, [[v.tag, 'nan' if math.isnan(v.simple) else round(v.simple, 6), v.histo.num and sum(v.histo.bucket)] for v in e.summary.value]])
    data = data[16 + length:]
print(json.dumps(out))
`;
