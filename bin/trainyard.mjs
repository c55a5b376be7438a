#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { buildIfStale } from '../scripts/support/build.mjs';
import { useRecentNode } from '../scripts/support/node.mjs';
import { root } from '../scripts/support/root.mjs';

await useRecentNode();
try {
  buildIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
await import(pathToFileURL(join(root, 'out', 'main', 'cli.js')).href);
