import { crc32, deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { animatedPng, pixelsOf } from '../../scripts/support/animated-png.ts';

/** Rows of RGB, each with a filter that `filter` tells. */
function png(rows: readonly (readonly number[])[], filter: (row: number) => number): Buffer {
  const number = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
  const chunk = (type: string, data: Buffer) => Buffer.concat([number(data.length), Buffer.from(type), data, number(crc32(Buffer.concat([Buffer.from(type), data])))]);
  const filtered = rows.flatMap((row, y) => [filter(y), ...row.map((value, x) => {
    const [left, above, corner] = [row[x - 3] ?? 0, rows[y - 1]?.[x] ?? 0, rows[y - 1]?.[x - 3] ?? 0];
    const nearest = [left, above, corner].sort((a, b) => Math.abs(left + above - corner - a) - Math.abs(left + above - corner - b))[0]!;
    return (value - [0, left, above, Math.floor((left + above) / 2), nearest][filter(y)]!) & 255;
  })]);
  const header = Buffer.concat([number(rows[0]!.length / 3), number(rows.length), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(filtered))), chunk('IEND', Buffer.alloc(0))]);
}

function chunksOf(file: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const end = at + 8 + file.readUInt32BE(at);
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)));
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, end) });
  }
  return chunks;
}

const rows = [[1, 2, 3, 200, 100, 50], [9, 8, 7, 6, 5, 4], [255, 0, 255, 0, 255, 0]];

it.each([0, 1, 2, 3, 4])('reads a picture whose rows have filter %i', (filter) => {
  const { width, height, bytes } = pixelsOf(png(rows, () => filter));
  expect({ width, height }).toEqual({ width: 2, height: 3 });
  expect([...bytes]).toEqual(rows.flatMap(([r1, g1, b1, r2, g2, b2]) => [r1, g1, b1, 255, r2, g2, b2, 255]));
});

it('joins frames, of which the later ones hold what changed', () => {
  const other = rows.map((row, y) => (y === 1 ? [0, 0, 1, ...row.slice(3)] : row));
  const joined = Buffer.from(animatedPng([png(rows, () => 0), png(other, () => 4)], [100, 900]));
  const chunks = chunksOf(joined);
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND']);
  expect([...pixelsOf(joined).bytes]).toEqual([...pixelsOf(png(rows, () => 0)).bytes]);
  expect([2, 4, 5].map((at) => chunks[at]!.data.readUInt32BE(0))).toEqual([0, 1, 2]);
  expect(chunks[4]!.data.readUInt16BE(20)).toBe(900);
  const last = pixelsOf(Buffer.concat([joined.subarray(0, 33), ...['IDAT'].map((type) => {
    const data = chunks[5]!.data.subarray(4);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  })]));
  expect([...last.bytes.filter((_, at) => at % 4 === 3)]).toEqual([0, 0, 255, 0, 0, 0]);
  expect([...last.bytes.subarray(8, 12)]).toEqual([0, 0, 1, 255]);
});

it('refuses pictures of different sizes', () => {
  expect(() => animatedPng([png(rows, () => 0), png(rows.slice(1), () => 0)], [1, 1])).toThrow(/one size/);
});
