import { spawnSync } from 'node:child_process';

/** A Python that has the module, Debian's own first; undefined where there is none: tests that need it are then skipped. */
export function pythonWith(module: string): string | undefined {
  return ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0);
}
