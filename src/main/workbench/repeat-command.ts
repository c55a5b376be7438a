import type { RunRow } from '../../contract/runs.ts';
import { fileName } from './export-run.ts';

/**
 * The command line that trains the run once more, to be pasted into a shell. A fork is made again from its own beginning, which
 * it keeps whatever becomes of its parent. `database` is the path that a person gave, null for the usual one.
 */
export function repeatCommand({ id, parent }: Pick<RunRow, 'id' | 'parent'>, database: string | null, platform?: NodeJS.Platform): string {
  const words = parent === null ? ['train', '--like', id] : ['fork', id, '--at', String(parent.epoch)];
  return commandLine(['trainyard', ...words], database, platform);
}

/** The command line that writes the run's model into the working folder. */
export function exportCommand({ id, name }: Pick<RunRow, 'id' | 'name'>, database: string | null, platform?: NodeJS.Platform): string {
  return commandLine(['trainyard', 'export', id, '--format', 'onnx', '-o', fileName(name, 'onnx')], database, platform);
}

function commandLine(words: string[], database: string | null, platform: NodeJS.Platform = process.platform): string {
  const quote = platform === 'win32' ? quotedForPowerShell : quotedForShell;
  return [...words, ...(database === null ? [] : ['--db', database])].map(quote).join(' ');
}

const plain = /^[\w@%+=:,./-]+$/;

/** POSIX: nothing is special between single quotes. Control characters are spelled out, since a terminal may act on them as they are pasted. */
function quotedForShell(word: string): string {
  if (plain.test(word)) return word;
  if (!/\p{Cc}/u.test(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const spelled = word.replace(/[\\']/g, String.raw`\$&`).replace(/\p{Cc}/gu, (character) => `\\x${character.codePointAt(0)!.toString(16).padStart(2, '0')}`);
  return `$'${spelled}'`;
}

function quotedForPowerShell(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}
