import type { CliEnvironment } from './environment.ts';
import { jsonLine, printable } from './printable.ts';

/** Standard output holds results alone, standard error everything else. */
export interface Output {
  /** A result for a program. */
  json(value: unknown): void;
  /** A result for a person. */
  line(text: string): void;
  /** A remark beside the result. */
  note(text: string): void;
}

export function createOutput({ stdout, stderr }: CliEnvironment): Output {
  return {
    json: (value) => void stdout.write(`${jsonLine(value)}\n`),
    line: (text) => void stdout.write(`${printable(text)}\n`),
    note: (text) => void stderr.write(`${printable(text)}\n`),
  };
}
