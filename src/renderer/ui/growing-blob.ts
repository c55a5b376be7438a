/**
 * A file that comes piece by piece. Every so often the pieces are handed over to the browser, which keeps large blobs on
 * disk: the window's own memory never holds more than some of them.
 */
export interface GrowingBlob {
  readonly size: number;
  add(bytes: Uint8Array): void;
  finish(): Blob;
}

const mostHeld = 32 * 1024 * 1024;

export function growingBlob(type = ''): GrowingBlob {
  let whole = new Blob([], { type });
  let parts: BlobPart[] = [];
  let held = 0;

  function handOver(): void {
    whole = new Blob([whole, ...parts], { type });
    [parts, held] = [[], 0];
  }

  return {
    get size() { return whole.size + held; },
    add(bytes) {
      parts.push(bytes as Uint8Array<ArrayBuffer>);
      held += bytes.length;
      if (held >= mostHeld) handOver();
    },
    finish() {
      handOver();
      return whole;
    },
  };
}
