import { registerHooks } from 'node:module';

/** Loaded before the built main file: gives it the stand-in wherever it asks for `electron`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: new URL('./electron.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true };
    if (specifier.startsWith('electron/')) throw new Error(`The electron stand-in does not know ${specifier}`);
    return next(specifier, context);
  },
});
