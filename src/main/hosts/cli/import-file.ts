import { basename } from 'node:path';
import type { DataSetDetail, ImportOptions } from '../../../contract/data-sets.ts';
import { AppError } from '../../../contract/errors.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { piecesOf, sizeOf } from './read-file.ts';
import { call } from './with-workbench.ts';

/** Imports a table from a file; `heard` is told how far it is. */
export async function importFile(
  workbench: Workbench, path: string, options: ImportOptions, heard: (bytes: number, totalBytes: number) => void = () => {},
): Promise<DataSetDetail> {
  const totalBytes = await sizeOf(path);
  const { importId } = await call(workbench, 'dataSets.beginImport', { fileName: basename(path), totalBytes, options });
  try {
    let bytes = 0;
    for await (const piece of piecesOf(path)) {
      await call(workbench, 'dataSets.sendChunk', { importId, bytes: piece });
      heard((bytes += piece.length), totalBytes);
    }
    return await call(workbench, 'dataSets.finishImport', { importId });
  } catch (error) {
    await call(workbench, 'dataSets.cancelImport', { importId });
    throw error;
  }
}

/** Like `importFile`, under a name that is free: for a table that is only named by its file. */
export async function importUnderFreeName(workbench: Workbench, path: string, options: ImportOptions): Promise<DataSetDetail> {
  const name = basename(path).replace(/\.[^.]+$/, '').slice(0, 180) || 'table';
  for (let number = 1; ; number++) {
    try {
      return await importFile(workbench, path, { ...options, name: number === 1 ? name : `${name} ${number}` });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    }
  }
}
