import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, sha256, unpack } from '../../../src/main/store/blob-codec.ts';
import { always } from '../../support/property.ts';

describe('packing', () => {
  it('gives back every byte', () => {
    always(fc.property(fc.uint8Array({ maxLength: 5000 }), fc.boolean(), (bytes, sparse) => {
      const raw = sparse ? bytes.map((byte) => (byte < 200 ? 0 : byte)) : bytes;
      expect(unpack(pack(raw), sha256(raw))).toEqual(raw);
    }));
  });

  it('leaves alone what looks random, and deflates what is mostly zeros', () => {
    const noise = Float32Array.from({ length: 5000 }, (_, at) => Math.sin(at * at));
    expect(pack(new Uint8Array(noise.buffer)).codec).toBe('raw');
    expect(pack(new Uint8Array(40_000)).bytes.byteLength).toBeLessThan(200);
  });

  it('sees zeros of whole numbers in float64, wherever in the number they are', () => {
    const small = Float64Array.from({ length: 8192 }, (_, at) => at % 17);
    expect(pack(new Uint8Array(small.buffer)).codec).toBe('deflate');
  });
});

describe('unpacking', () => {
  const raw = new Uint8Array(1000);
  const packed = pack(raw);

  it('refuses bytes that have another hash', () => {
    expect(unpack({ codec: 'raw', bytes: Uint8Array.of(1), rawBytes: 1 }, sha256(Uint8Array.of(2)))).toBeNull();
  });

  it('refuses a broken stream', () => {
    expect(unpack({ ...packed, bytes: Uint8Array.of(255, 255) }, sha256(raw))).toBeNull();
  });

  it('does not inflate beyond the length that was promised', () => {
    expect(unpack({ ...packed, rawBytes: 10 }, sha256(raw.subarray(0, 10)))).toBeNull();
  });
});
