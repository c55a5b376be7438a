import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256, startChain, toHex } from '../../../src/main/training/chain.ts';
import { weightBytes, weightsFromBytes } from '../../../src/main/training/weight-bytes.ts';

const bytes = (...values: number[]) => weightBytes(Float32Array.of(...values));

function float64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value);
  return buffer;
}

describe('the hash chain', () => {
  it('begins with the SHA-256 of the starting weights', () => {
    expect(toHex(startChain(bytes(1, -2)).link)).toBe(createHash('sha256').update(Buffer.from('0000803f000000c0', 'hex')).digest('hex'));
  });

  it('hashes the last link, the weights, and each metric in name order with NUL and float64', () => {
    const chain = startChain(bytes(1));
    const first = chain.link;
    const second = chain.add(bytes(0.5), { val_loss: 0.25, train_loss: -3 });
    const expected = createHash('sha256')
      .update(first).update(bytes(0.5))
      .update('train_loss\0').update(float64(-3))
      .update('val_loss\0').update(float64(0.25));
    expect(toHex(second)).toBe(expected.digest('hex'));
    expect(chain.link).toBe(second);
  });

  it('changes with every weight, metric and earlier link', () => {
    const link = (start: number, weight: number, metric: number) => {
      const chain = startChain(bytes(start));
      return toHex(chain.add(bytes(weight), { val_loss: metric }));
    };
    expect(new Set([link(1, 2, 3), link(0, 2, 3), link(1, 0, 3), link(1, 2, 0), link(1, 2, 3)]).size).toBe(4);
  });

  it('has one form for every NaN', () => {
    const strange = new Float32Array(new Uint32Array([0xffc12345]).buffer);
    expect(Buffer.from(weightBytes(strange)).toString('hex')).toBe('0000c07f');
    const chains = [NaN, -NaN].map((value) => toHex(startChain(bytes(1)).add(bytes(1), { roc_auc: value })));
    expect(chains[0]).toBe(chains[1]);
  });
});

describe('weight bytes', () => {
  it('are read back to the same weights', () => {
    const weights = Float32Array.of(0.1, -0, 3e38, 1e-45, Infinity);
    expect(weightsFromBytes(weightBytes(weights.slice()))).toEqual(weights);
  });

  it('are read back from the middle of a larger buffer', () => {
    const padded = new Uint8Array([9, ...bytes(1.5, 2.5)]);
    expect([...weightsFromBytes(padded.subarray(1))]).toEqual([1.5, 2.5]);
  });

  it('give the same hash as their text form', () => {
    expect(toHex(sha256(new Uint8Array()))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
