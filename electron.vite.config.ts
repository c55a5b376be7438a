import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const source = (path: string) => resolve(import.meta.dirname, 'src', path);

/** Packages that hold nothing but JavaScript and look for no files of their own. */
const bundled = ['@msgpack/msgpack', 'chardet', 'chevrotain', 'cli-progress', 'commander', 'd3-scale', 'env-paths', 'papaparse', 'protobufjs', 'uuid', 'ws', 'zod'];

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      // What is plain JavaScript goes into the bundle: to look for hundreds of small files took half of the start.
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: { electron: source('main/hosts/electron.ts'), cli: source('main/hosts/cli-entry.ts') },
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can require nothing but `electron`, so that everything else is inside its one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { bridge: source('preload/bridge.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [vue()],
    build: {
      minify: true,
      // The window's security policy takes files from its own origin, and no data: URLs in their place.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      // What the first view needs comes in one piece: sixty files are asked for one after the other.
      rolldownOptions: { input: source('renderer/index.html'), output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
    },
  },
});
