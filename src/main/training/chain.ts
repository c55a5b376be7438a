import { hash } from 'node:crypto';
import type { Metrics } from '../../nn/spec.ts';

/** The hash chain of a run, which proves that a replayed epoch is the one that was trained. */
export interface Chain {
  /** 32 bytes: the link of the last epoch that was added */
  readonly link: Uint8Array;
  /** Adds an epoch; `weights` as `weightBytes` gives them, metrics without times. Returns the new link. */
  add(weights: Uint8Array, metrics: Metrics): Uint8Array;
}

/** Bytes of a link, and of any other SHA-256. */
export const linkBytes = 32;

/** Link 0 is SHA-256(starting weights); link n is SHA-256(link n−1 ‖ weights ‖ metrics of epoch n). */
export function startChain(startingWeights: Uint8Array): Chain {
  let link = sha256(startingWeights);
  return {
    get link() {
      return link;
    },
    add(weights, metrics) {
      const layout = metricLayout(metrics);
      const tail = new Uint8Array(layout.length);
      writeMetrics(layout, metrics, tail, 0);
      link = sha256(Buffer.concat([link, weights, tail]));
      return link;
    },
  };
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Where a metric's value lies among the metric bytes of an epoch. */
export interface MetricPlace {
  name: string;
  at: number;
}

/** The metric bytes that are hashed, but for their values: the same for every epoch of a run. */
export interface MetricLayout {
  /** in name order (by code unit) */
  places: MetricPlace[];
  length: number;
  /** the names */
  template: Uint8Array;
}

/** Each metric in name order: the UTF-8 name, NUL, float64 little-endian. */
export function metricLayout(metrics: Metrics): MetricLayout {
  const names = Object.keys(metrics).sort();
  const template = Buffer.alloc(names.reduce((sum, name) => sum + Buffer.byteLength(name) + 9, 0));
  let at = 0;
  const places = names.map((name): MetricPlace => {
    at += template.write(name, at) + 9;
    return { name, at: at - 8 };
  });
  return { places, length: template.byteLength, template };
}

/** Writes the metric bytes of an epoch; every NaN as 0x7ff8000000000000. */
export function writeMetrics({ places, template }: MetricLayout, metrics: Metrics, into: Uint8Array, offset: number): void {
  into.set(template, offset);
  const view = new DataView(into.buffer, into.byteOffset + offset);
  for (const { name, at } of places) {
    const value = metrics[name] as number;
    if (value !== value) view.setBigUint64(at, 0x7ff8000000000000n, true);
    else view.setFloat64(at, value, true);
  }
}
