import { findInstallation } from '../installation.ts';
import type { CliEnvironment } from './environment.ts';

/** The real process: its streams, its signals. */
export function processEnvironment(threads: Pick<CliEnvironment, 'createWorker' | 'createDataWorker' | 'createLongWriter' | 'createReader'>): CliEnvironment {
  const interrupted = new Set<() => void>();
  let readerGone = false;
  // Without a listener a closed pipe is an exception: it only means that nobody reads on.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readerGone = true;
    for (const listener of interrupted) listener();
  });
  process.stderr.on('error', () => {});

  return {
    ...threads,
    version: findInstallation().version,
    stdout: process.stdout,
    stderr: process.stderr,
    onInterrupt(listener) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      const hear = () => {
        // Asked once it ends cleanly; asked again it ends now, as it would without a listener.
        for (const signal of signals) process.off(signal, hear);
        listener();
      };
      interrupted.add(listener);
      for (const signal of signals) process.on(signal, hear);
      if (readerGone) listener();
      return () => {
        interrupted.delete(listener);
        for (const signal of signals) process.off(signal, hear);
      };
    },
  };
}
