import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../src/main/formats/safetensors.ts';
import { sequentialWeights } from '../../../src/main/formats/sequential-weights.ts';
import { describeNetwork } from '../../../src/nn/network-shape.ts';

/** A file of this header and as many bytes of data. */
function file(header: unknown, data: Uint8Array | number = 0): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return withLength(BigInt(Buffer.byteLength(text)), text, typeof data === 'number' ? new Uint8Array(data) : data);
}

function withLength(claimed: bigint, text: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimed);
  return Buffer.concat([length, Buffer.from(text), data]);
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({ dtype, shape, data_offsets: [begin, end] });
const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

describe('reading safetensors', () => {
  it('finds tensors and metadata', () => {
    const { tensors, metadata } = readSafetensors(file({ __metadata__: { made: 'here' }, b: tensor(4, 8), a: tensor(0, 4, []) }, floats(1.5, 2.5)));
    expect([...metadata]).toEqual([['made', 'here']]);
    expect(tensors.get('a')).toMatchObject({ dtype: 'F32', shape: [] });
    expect([...new Float32Array(Uint8Array.from(tensors.get('b')!.bytes).buffer)]).toEqual([2.5]);
  });

  it('takes names as plain text', () => {
    const { tensors } = readSafetensors(file('{"__proto__": {"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4));
    expect([...tensors.keys()]).toEqual(['__proto__']);
  });

  it.each([
    ['nothing', new Uint8Array(3), 'too short'],
    ['a header that claims 2^63 bytes', withLength(1n << 63n, '{}', new Uint8Array()), '100 MB'],
    ['a header of more than 100 MB', withLength(100_000_001n, '{}', new Uint8Array()), '100 MB'],
    ['a header that is longer than the file', withLength(50n, '{}', new Uint8Array()), 'ends inside of its header'],
    ['a header that is not JSON', file('{'), 'not JSON'],
    ['a header that is not UTF-8', withLength(2n, '', Uint8Array.of(0xff, 0xfe)), 'not UTF-8'],
    ['a header that is a list', file('[]'), 'not a JSON object'],
    ['a name that comes twice', file('{"a": {"dtype":"F32","shape":[1],"data_offsets":[0,4]}, "\\u0061": {"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4), '"a" twice'],
    ['a key that comes twice inside of a tensor', file('{"a": {"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4), '"dtype" twice'],
    ['an unknown type', file({ a: tensor(0, 4, [1], 'F99') }, 4), '"a"'],
    ['a negative size', file({ a: tensor(0, 4, [-1]) }, 4), '"a"'],
    ['a size that is no whole number', file({ a: tensor(0, 4, [0.5]) }, 4), '"a"'],
    ['a shape that overflows', file({ a: tensor(0, 4, [2 ** 40, 2 ** 40]) }, 4), 'too large'],
    ['a shape that does not fit its bytes', file({ a: tensor(0, 4, [2]) }, 4), 'needs 8 bytes, but has 4'],
    ['a tensor that ends before it begins', file({ a: tensor(4, 0, [1]) }, 4), 'has -4'],
    ['a tensor past the end', file({ a: tensor(0, 8) }, 4), 'past the end'],
    ['tensors that overlap', file({ a: tensor(0, 8), b: tensor(4, 12) }, 12), '"b" overlaps'],
    ['a gap between tensors', file({ a: tensor(0, 4), b: tensor(8, 12) }, 12), 'before the tensor "b"'],
    ['bytes after the last tensor', file({ a: tensor(0, 4) }, 8), 'after its last tensor'],
    ['metadata that is no text', file({ __metadata__: { n: 1 } }), 'only hold text'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'unreadable', message: expect.stringContaining(message) }));
  });
});

describe('weights of a torch.nn.Sequential', () => {
  const shapes = describeNetwork([{ layer: 'dense', units: 2, init: 'zeros' }, { layer: 'relu' }, { layer: 'dense', init: 'zeros' }], 3, 1, 'meanSquaredError');
  const header = { '0.weight': tensor(0, 24, [2, 3]), '0.bias': tensor(24, 32), '2.weight': tensor(32, 40, [1, 2]), '2.bias': tensor(40, 44) };
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const read = (changes: object, data = floats(...values)) => sequentialWeights(readSafetensors(file({ ...header, ...changes }, data)), shapes);

  it('come as [in, out] row-major, then the biases, layer by layer', () => {
    expect([...read({})]).toEqual([1, 4, 2, 5, 3, 6, 7, 8, 9, 10, 11]);
  });

  it.each([
    [{ '0.weight': tensor(0, 24, [3, 2]) }, 'the shape [3, 2], but this network needs [2, 3]'],
    [{ '0.weight': { ...tensor(0, 24, [2, 3]), dtype: 'I32' } }, 'of type I32'],
    [{ '0.bias': undefined, '0.other': tensor(24, 32) }, '"0.other"'],
  ])('are refused with %j', (changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });

  it('are refused where one is missing', () => {
    const { '2.bias': _, ...rest } = header;
    expect(() => sequentialWeights(readSafetensors(file(rest, floats(...values.slice(0, 10)))), shapes)).toThrow('has no tensor 2.bias');
  });

  it.each([NaN, Infinity])('are refused where one is %d', (value) => {
    expect(() => read({}, floats(...values.slice(0, 6), value, ...values.slice(7)))).toThrow('0.bias');
  });
});
