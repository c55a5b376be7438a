import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readIncoming } from '../../../src/main/formats/incoming/read-file.ts';
import { writeJsonModel } from '../../../src/main/formats/json-model.ts';
import { writeSafetensors } from '../../../src/main/formats/safetensors-write.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';
import { soundFiles } from '../../support/fuzz/sound-files.ts';

const { table, target } = builtInTable('iris');
const { model } = savedModel(table, target, { network: [{ layer: 'dense', units: 2 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] });
const document = writeJsonModel(model);
const changed = (from: string | RegExp, to: string) => Buffer.from(document.replace(from, to));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('files that come in are refused', () => {
  it.each<[string, string, () => Uint8Array, RegExp]>([
    ['a document beyond the limit', 'a.json', () => new Uint8Array(256 * 1024 * 1024 + 1), /larger than 256 MB/],
    ['a graph beyond the limit', 'a.onnx', () => new Uint8Array(512 * 1024 * 1024 + 1), /larger than 512 MB/],
    ['a field twice', 'a.json', () => changed('"version":1', '"version":1,"version":1'), /"version" twice/],
    ['a field twice by an escape', 'a.json', () => changed('"version":1', '"version":1,"\\u0076ersion":1'), /"version" twice/],
    ['a field __proto__', 'a.json', () => changed('"version":1', '"version":1,"__proto__":{"name":"x"}'), /__proto__/],
    ['a field __proto__ by an escape', 'a.json', () => changed('"version":1', '"version":1,"\\u005f_proto__":{"name":"x"}'), /__proto__/],
    ['a field of no kind of ours', 'a.json', () => changed('"version":1', '"version":1,"constructor":1'), /Unrecognized key: "constructor"/],
    ['deep nesting', 'a.json', () => changed('"config":{', `"config":{"deep":${nested(20_000)},`), /nested too deeply|not as it has to be|config/],
    ['deep nesting alone', 'a.json', () => Buffer.from(nested(2_000_000)), /not JSON|nested too deeply|none of ours/],
    ['text that is not UTF-8', 'a.json', () => Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ['a weight beyond float32', 'a.json', () => changed(/"bias":\[[^,]+,/, '"bias":[1e39,'), /bias of layer 0 holds 1e\+39 at position 0/],
    ['a weight that is NaN', 'a.json', () => changed(/"bias":\[[^,]+,/, '"bias":["NaN",'), /layers\.0\.bias\.0/],
    ['a field that is missing', 'a.json', () => changed('"epoch":7,', ''), /The document: epoch is missing\./],
    ['a list of weights that is short', 'a.json', () => changed(/"bias":\[[^,]+,/, '"bias":['), /layers\.0\.bias must be 2 numbers/],
    ['weights that are others', 'a.json', () => changed(/"bias":\[[^,]+,/, '"bias":[0.5,'), /do not match its weightsSha256/],
    ['layers that are not those of the config', 'a.json', () => changed('"layers":[', '"layers":[{"layer":"relu","inputs":1,"units":1},'), /5 layers, but its config 4/],
    ['a record that claims 2^60 bytes', 'a.tfevents', () => new Uint8Array(soundFiles['events.tfevents']!()).map((byte, at) => (at === 7 ? 0x10 : byte)), /wrong checksum/],
    ['an archive that is none', 'a.trainyard', () => Buffer.from('PK\u0003\u0004 and nothing else'), /ends too early|directory/],
    ['a metric called __proto__', 'a.csv', () => Buffer.from('epoch,__proto__\n1,2\n'), /"__proto__" cannot be the name of a metric/],
    ['a kind that is none', 'a.exe', () => Buffer.from('MZ'), /of no kind that can be imported/],
  ])('for %s', (_, name, file, says) => {
    expect(() => readIncoming(file(), name)).toThrow(expect.objectContaining({ message: expect.stringMatching(says) as string }) as Error);
  });

  it('never for a weight of −0, which is written as it is', () => {
    const weights = model.weights.slice();
    weights[0] = -0;
    const same = savedModelWith(weights);
    const read = readIncoming(Buffer.from(writeJsonModel(same)), 'a.json');
    expect('weights' in read && Object.is(read.weights[0], -0)).toBe(true);
  });

  it('but safetensors whose weights were trained on elsewhere are taken, without the metrics that are no longer true', () => {
    const file = Buffer.from(writeSafetensors(model));
    file[file.length - 4]! ^= 1;
    expect(readIncoming(file, 'a.safetensors')).toMatchObject({ metrics: {}, notes: [expect.stringContaining('metrics in the metadata were left out')] });
    expect(readIncoming(Buffer.from(writeSafetensors(model)), 'a.safetensors')).toMatchObject({ metrics: { val_loss: 0.25 }, notes: [] });
  });
});

function savedModelWith(weights: Float32Array) {
  return { ...model, weights, weightsSha256: createHash('sha256').update(new Uint8Array(weights.buffer)).digest('hex') };
}
