import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The work of one case, as the bench writes it for its peers. */
export interface PeerCase {
  sizes: number[];
  batchSize: number;
  epochs: number;
  x: Float32Array;
  y: Float32Array;
  validationX: Float32Array;
  validationY: Float32Array;
}

export interface PeerResult {
  seconds: number;
  trainLoss: number;
  valLoss: number | null;
}

/** Answers the bench's lines: `program FOLDER`, the protocol of `numpy_peer.py`. */
export async function servePeer(version: string, train: (work: PeerCase) => Promise<PeerResult> | PeerResult): Promise<void> {
  const folder = process.argv[2]!;
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Record<string, Pick<PeerCase, 'sizes' | 'batchSize' | 'epochs'>>;
  const answer = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  answer({ version });
  for await (const name of createInterface(process.stdin)) {
    const floats = (part: string) => new Float32Array(new Uint8Array(readFileSync(join(folder, `${name}.${part}`))).buffer);
    answer(await train({ ...cases[name]!, x: floats('x'), y: floats('y'), validationX: floats('v'), validationY: floats('w') }));
  }
}
