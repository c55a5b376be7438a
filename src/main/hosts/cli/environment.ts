import type { Worker } from 'node:worker_threads';
import type { WriteStream } from 'node:tty';

/** What the command line has of the world around it, so that tests and the built program can differ. */
export interface CliEnvironment {
  createWorker: () => Worker;
  /** makes a thread that works on tables; none where it is left out */
  createDataWorker?: () => Worker;
  /** makes a thread that writes what takes long; likewise */
  createLongWriter?: () => Worker;
  /** makes a thread that reads what takes long; likewise */
  createReader?: () => Worker;
  version: string;
  stdout: Stream;
  stderr: Stream;
  /** Calls the listener on Ctrl-C, on a polite kill, and when the reader of standard output has gone. Returns how to stop. */
  onInterrupt(listener: () => void): () => void;
}

export type Stream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Every command takes these. */
export interface CommonOptions {
  db?: string;
  json?: true;
}

/** The command line was written wrongly: exit code 2. Everything else that fails is 1. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
