import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { windowHeaders } from './window-headers.ts';

export interface WindowFile {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

/**
 * The files of the built window, by URL path. They are listed once and nothing else is ever opened, so that no path,
 * however it is written, leads out of the folder.
 */
export interface WindowFiles {
  /** `path` as it is in the URL, `/` for the window itself; null where there is no such file. */
  read(path: string): Promise<WindowFile | null>;
}

export function listWindowFiles(folder: string): WindowFiles {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  return {
    async read(path) {
      const name = path === '/' ? '/index.html' : path;
      const file = files.get(name);
      if (file === undefined) return null;
      return { body: new Uint8Array(await readFile(file)), headers: headersFor(name) };
    },
  };
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

function headersFor(name: string): Record<string, string> {
  return {
    ...windowHeaders,
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    // The names of assets carry a hash of their content; the page that names them must be asked for each time.
    'Cache-Control': name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
  };
}
