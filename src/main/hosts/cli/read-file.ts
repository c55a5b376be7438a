import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { AppError } from '../../../contract/errors.ts';

/** Reads a whole file of at most `limit` bytes. Throws an `AppError` that names it as the person did. */
export async function readWhole(path: string, limit: number): Promise<Uint8Array> {
  if ((await sizeOf(path)) > limit) throw new AppError('tooLarge', `${path} is larger than the ${Math.round(limit / 1e6)} MB that can be read.`);
  return readFile(path);
}

/** The size in bytes of what must be a file. */
export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => { throw fileError(path, error); });
  if (found.isDirectory()) throw new AppError('unreadable', `${path} is a folder, not a file.`);
  return found.size;
}

/** Whether there is a file, or a folder, of that name. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

/** The first bytes of a file, `limit` of them at most. */
export async function readStart(path: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => { throw fileError(path, error); });
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(limit), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The file's bytes, a quarter of a mebibyte at a time. Throws where a regular file is not the same any more when its end is reached. */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => { throw fileError(path, error); });
  try {
    const before = await file.stat();
    let bytes = 0;
    for await (const piece of createReadStream(path, { fd: file, autoClose: false, highWaterMark: 1 << 18 })) {
      bytes += (piece as Uint8Array).length;
      yield piece as Uint8Array<ArrayBuffer>;
    }
    const after = await file.stat();
    if (before.isFile() && (bytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs))
      throw new AppError('unreadable', `${path} was changed while it was read. Try again when nothing writes to it any more.`);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? fileError(path, error as NodeJS.ErrnoException) : error;
  } finally {
    await file.close();
  }
}

function fileError(path: string, { code, message }: NodeJS.ErrnoException): AppError {
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('notFound', `There is no file ${path}.`);
  if (code === 'EACCES' || code === 'EPERM') return new AppError('unreadable', `You may not read ${path}.`);
  return new AppError('unreadable', `${path} cannot be read: ${code ?? message}.`);
}
