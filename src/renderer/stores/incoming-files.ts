import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useImports } from './imports.ts';
import { useRunImports } from './run-imports.ts';

/** A view that takes dropped files itself while it is shown, and what it does with them. */
export interface FileTaker {
  label: string;
  take: (files: readonly File[]) => void;
}

/** Files that a person drops or chooses: tables go to the data view, runs and models to their own import. */
export const useIncomingFiles = defineStore('incoming-files', () => {
  const taker = shallowRef<FileTaker | null>(null);

  /** Returns how to give the files back to everybody. */
  function takeOver(one: FileTaker): () => void {
    taker.value = one;
    return () => { if (taker.value === one) taker.value = null; };
  }

  /** As `add`, unless a view takes over: then tables are its own, and files with models or runs are looked at all the same. */
  async function drop(files: readonly File[]): Promise<{ tables: boolean }> {
    if (taker.value === null) return add(files);
    const foreign = files.filter(({ name }) => namedAsRuns.test(name));
    const tables = files.filter((file) => !foreign.includes(file));
    if (tables.length > 0) taker.value.take(tables);
    for (const file of foreign) useRunImports().add(file);
    return { tables: false };
  }

  /** Resolves with whether there was a table among them. */
  async function add(files: readonly File[]): Promise<{ tables: boolean }> {
    let tables = false;
    for (const file of files) {
      if (await holdsRuns(file)) useRunImports().add(file);
      else {
        useImports().add(file);
        tables = true;
      }
    }
    return { tables };
  }

  return { taker, takeOver, add, drop };
});

const namedAsRuns = /\.(trainyard|json|safetensors|onnx)$|tfevents/i;

/** By its name; a CSV file is a history where its first column is called epoch. */
async function holdsRuns(file: File): Promise<boolean> {
  if (namedAsRuns.test(file.name)) return true;
  if (!/\.csv$/i.test(file.name)) return false;
  const start = await file.slice(0, 200).text().catch(() => '');
  return /^\ufeff?"?epoch"?\s*[,;\t]/i.test(start);
}
