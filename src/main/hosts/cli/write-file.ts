import { randomBytes } from 'node:crypto';
import { link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../contract/errors.ts';

/**
 * Writes a file whole or not at all: beside its target, flushed, then moved into place. An existing file is replaced only
 * with `force`, and keeps its permissions; a symbolic link is replaced by the file and never written through; what is neither (a folder, a
 * device, a pipe) is refused. Whatever goes wrong leaves what was there as it was. Returns how many bytes were written.
 */
export async function writeFileWhole(path: string, content: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>, { force }: { force: boolean }): Promise<number> {
  let bytes = 0;
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const mode = await modeOf(path, force);
    const file = await open(beside, 'wx');
    try {
      if (mode !== null) await file.chmod(mode);
      for await (const piece of content instanceof Uint8Array ? [content] : content) {
        await file.writeFile(piece);
        bytes += piece.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (force) await rename(beside, path);
    else await moveToFreeName(beside, path);
    return bytes;
  } catch (error) {
    throw asAppError(error, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** The permissions of the file that is to be replaced, or null. Refuses before anything is written what could not be moved into place later. */
async function modeOf(path: string, force: boolean): Promise<number | null> {
  const itself = await lstat(path).catch(() => null);
  if (!itself) return null;
  const found = itself.isSymbolicLink() ? await stat(path).catch(() => null) : itself;
  if (found?.isDirectory()) throw new AppError('unreadable', `${path}: ${reasons.EISDIR}`);
  if (found && !found.isFile()) throw new AppError('unreadable', `${path}: this is a device or a pipe, which a file cannot take the place of. Choose another name.`);
  if (!force) throw new AppError('conflict', `${path}: ${reasons.EEXIST}`);
  return found ? found.mode & 0o777 : null;
}

/** A link fails where the name is taken, which a rename would not. Where a disk has no links, the name is taken by an empty file first. */
async function moveToFreeName(beside: string, path: string): Promise<void> {
  try {
    return await link(beside, path);
  } catch (error) {
    if (!withoutLinks.has(codeOf(error))) throw error;
  }
  await (await open(path, 'wx')).close();
  await rename(beside, path).catch(async (error: unknown) => {
    await rm(path, { force: true });
    throw error;
  });
}

const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function asAppError(error: unknown, path: string): unknown {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const says = reasons[code as keyof typeof reasons] as string | undefined;
  return says ? new AppError(code === 'EEXIST' ? 'conflict' : 'unreadable', `${path}: ${says}`) : error;
}

const reasons = {
  EEXIST: 'there is such a file already. Choose another name, or replace it with --force.',
  ENOENT: 'the folder does not exist. Make it first, or choose another.',
  ENOTDIR: 'part of this path is not a folder.',
  EISDIR: 'this is a folder. Name a file in it.',
  ENAMETOOLONG: 'this name is too long for the disk. Choose a shorter one.',
  ELOOP: 'this path goes round in a circle of symbolic links. Choose another.',
  EACCES: 'this folder may not be written to. Choose another.',
  EPERM: 'this folder may not be written to. Choose another.',
  EROFS: 'this disk is read-only. Choose another.',
  EFBIG: 'the file would be larger than this disk takes. Nothing was written; choose another disk.',
  ENOSPC: 'the disk is full. Nothing was written; make room, or choose another disk.',
  EDQUOT: 'your quota on this disk is used up. Nothing was written; make room, or choose another disk.',
} as const;
