/**
 * TextDecoder and TextEncoder, which Node and every browser have. They are declared here because this folder is
 * compiled without the types of either.
 */
export interface StreamingDecoder {
  readonly encoding: string;
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

interface WebEncoding {
  TextDecoder: new (label: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => StreamingDecoder;
  TextEncoder: new () => { encode(text: string): Uint8Array };
}

const { TextDecoder, TextEncoder } = globalThis as unknown as WebEncoding;

/** Throws a RangeError for a label that it does not know. A fatal decoder throws a TypeError for invalid bytes. */
export function createTextDecoder(label: string, options: { fatal: boolean; ignoreBOM?: boolean }): StreamingDecoder {
  return new TextDecoder(label, options);
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
