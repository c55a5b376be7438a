import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** What one frame of a picture shows: RGBA, four bytes a pixel, row after row. */
interface Pixels {
  width: number;
  height: number;
  bytes: Uint8Array;
}

/**
 * Joins PNG pictures of one size, 8 bits a channel and not interlaced, into an animated one that repeats for ever. Viewers
 * that know nothing of animation show the first. Each frame after it holds only the pixels that differ from the one
 * before. Format: PNG specification, third edition (W3C 2025), chunks acTL, fcTL and fdAT.
 */
export function animatedPng(pictures: readonly Uint8Array[], delaysMs: readonly number[]): Uint8Array {
  const frames = pictures.map(pixelsOf);
  const [{ width, height }] = frames as [Pixels];
  if (frames.some((frame) => frame.width !== width || frame.height !== height)) throw new Error('The pictures of an animation have one size');
  let sequence = 0;
  const chunks = frames.flatMap((frame, at) => {
    const shown = numbers([sequence++, width, height, 0, 0]);
    const how = Buffer.concat([shown, shorts(delaysMs[at]!, 1000), Buffer.from([0, at === 0 ? 0 : 1])]);
    const data = deflated(at === 0 ? frame : onlyChanged(frames[at - 1]!, frame));
    return [chunk('fcTL', how), at === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers([sequence++]), data]))];
  });
  const header = Buffer.concat([numbers([width, height]), Buffer.from([8, 6, 0, 0, 0])]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('acTL', numbers([frames.length, 0])), ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** Reads 8-bit RGB and RGBA. */
export function pixelsOf(png: Uint8Array): Pixels {
  const file = Buffer.from(png);
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const [width, height, depth, colour] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]];
  if (depth !== 8 || (colour !== 2 && colour !== 6)) throw new Error('Only 8-bit RGB and RGBA are read');
  const channels = colour === 6 ? 4 : 3;
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels);
  const bytes = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < channels; channel++) bytes[pixel * 4 + channel] = rows[pixel * channels + channel]!;
  return { width, height, bytes };
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Undoes the filter that each row begins with the number of. */
function unfiltered(filtered: Uint8Array, stride: number, channels: number): Uint8Array {
  const height = filtered.length / (stride + 1);
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = row * stride + x;
      const left = x < channels ? 0 : out[at - channels]!;
      const above = row === 0 ? 0 : out[at - stride]!;
      const corner = x < channels || row === 0 ? 0 : out[at - stride - channels]!;
      out[at] = filtered[row * (stride + 1) + 1 + x]! + [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]!;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Transparent wherever nothing changes: that packs to next to nothing. */
function onlyChanged(before: Pixels, { width, height, bytes }: Pixels): Pixels {
  const changed = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 4)
    if ([0, 1, 2, 3].some((channel) => bytes[at + channel] !== before.bytes[at + channel])) changed.set(bytes.subarray(at, at + 4), at);
  return { width, height, bytes: changed };
}

function deflated({ width, height, bytes }: Pixels): Buffer {
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let row = 0; row < height; row++) rows.set(bytes.subarray(row * width * 4, (row + 1) * width * 4), row * (width * 4 + 1) + 1);
  return deflateSync(rows, { level: 9 });
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers([data.length]), named, numbers([crc32(named)])]);
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
}

function shorts(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16BE(value, at * 2));
  return bytes;
}
