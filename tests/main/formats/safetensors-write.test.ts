import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../../src/main/formats/safetensors-write.ts';
import { readSafetensors } from '../../../src/main/formats/safetensors.ts';
import { denseWeights } from '../../../src/main/formats/saved-model.ts';
import { sequentialWeights } from '../../../src/main/formats/sequential-weights.ts';
import { pythonWith } from '../../support/python.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { table, target } = builtInTable('iris');
const { model } = savedModel(table, target, { network: [{ layer: 'dense', units: 5 }, { layer: 'relu' }, { layer: 'dense' }, { layer: 'softmax' }] });

describe('weights as safetensors', () => {
  it('come back as they were', () => {
    expect(sequentialWeights(readSafetensors(writeSafetensors(model)), model.network)).toEqual(model.weights);
  });

  it('carry the names and shapes of torch.nn.Sequential, and the config', () => {
    const { tensors, metadata } = readSafetensors(writeSafetensors(model));
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([['0.weight', [5, 4]], ['0.bias', [5]], ['2.weight', [3, 5]], ['2.bias', [3]]]);
    expect(JSON.parse(metadata.get('config')!)).toEqual(model.config);
  });

  const python = pythonWith('numpy');
  it.skipIf(!python)('hold the bytes that NumPy reads as [out, in]', () => {
    const path = join(temporaryFolder(), 'model.safetensors');
    writeFileSync(path, writeSafetensors(model));
    const read = JSON.parse(execFileSync(python!, ['-c', READER, path], { encoding: 'utf8' })) as number[][];
    const { weight, shape } = denseWeights(model)[0]!;
    expect(read).toEqual(Array.from({ length: shape.units }, (_, unit) => Array.from({ length: shape.inputs }, (_, input) => weight[input * shape.units + unit])));
  });
});

const READER = `
import json, struct, sys
import numpy as np
data = open(sys.argv[1], 'rb').read()
n = struct.unpack('<Q', data[:8])[0]
entry = json.loads(data[8:8 + n])['0.weight']
begin, end = entry['data_offsets']
print(json.dumps(np.frombuffer(data[8 + n:][begin:end], '<f4').reshape(entry['shape']).astype(float).tolist()))
`;
