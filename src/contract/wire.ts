import { decode, encode } from '@msgpack/msgpack';

/**
 * How calls, replies and events travel between browser and web host: MessagePack, so that NaN, infinities and
 * bytes arrive as they were sent. Fields that are undefined are left out, as the schemas' optional fields want it. (-0 becomes 0.)
 */
export function toWire(value: unknown): Uint8Array<ArrayBuffer> {
  return encode(value, { ignoreUndefined: true });
}

/** Throws where the bytes are not exactly one MessagePack value, or a key is `__proto__`. */
export function fromWire(bytes: Uint8Array): unknown {
  // A view of the plain class, since Node's Buffer would hand its own class on to every part.
  return decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export const wireType = 'application/msgpack';

/** The largest body of one call: a file's chunk and what is around it. */
export const wireLimit = 16 * 1024 * 1024;
