import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../contract/errors.ts';

/**
 * Writes a file whole or not at all: beside its target, flushed, then moved into place. An existing file is replaced only
 * with `force`; whatever goes wrong leaves the old one as it was. Returns how many bytes were written.
 */
export async function writeFileWhole(path: string, content: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>, { force }: { force: boolean }): Promise<number> {
  let bytes = 0;
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const file = await open(beside, 'wx');
    try {
      for await (const piece of content instanceof Uint8Array ? [content] : content) {
        await file.writeFile(piece);
        bytes += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    // A link fails where the name is taken, which a rename would not.
    if (force) await rename(beside, path);
    else await link(beside, path);
    return bytes;
  } catch (error) {
    throw asAppError(error, path);
  } finally {
    await rm(beside, { force: true });
  }
}

function asAppError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const says = reasons[code];
  return says ? new AppError(code === 'EEXIST' ? 'conflict' : 'unreadable', `${path}: ${says}`) : error;
}

const reasons: Record<string, string> = {
  EEXIST: 'there is such a file already. Choose another name, or replace it with --force.',
  ENOENT: 'the folder does not exist. Make it first, or choose another.',
  ENOTDIR: 'part of this path is not a folder.',
  EISDIR: 'this is a folder. Name a file in it.',
  EACCES: 'this folder may not be written to. Choose another.',
  EPERM: 'this folder may not be written to. Choose another.',
  EROFS: 'this disk is read-only. Choose another.',
  ENOSPC: 'the disk is full. Nothing was written; make room, or choose another disk.',
  EDQUOT: 'your quota on this disk is used up. Nothing was written; make room, or choose another disk.',
};
