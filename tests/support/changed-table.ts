import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';

/**
 * Turns the signs of all numbers in the first numeric column of a stored table, through a connection of its own: with the hash
 * that belongs to them, as somebody does who edits the file, or without it, as a failing disk does.
 */
export function changeStoredTable(databasePath: string, dataSet: string, { hash = true } = {}): void {
  const raw = new Sqlite(databasePath);
  try {
    const found = raw.prepare<[string], { position: number; codec: string; content: Buffer }>(`
      SELECT position, codec, content FROM data_set_columns
      WHERE data_set = (SELECT key FROM data_sets WHERE name = ?) AND header ->> '$.type' = 'numeric' ORDER BY position LIMIT 1`).get(dataSet)!;
    const bytes = Buffer.from(found.codec === 'deflate' ? inflateRawSync(found.content) : found.content);
    // The last of the eight little-endian bytes of a float64 has its sign.
    for (let at = 7; at < bytes.length; at += 8) bytes[at]! ^= 0x80;
    const sha256 = createHash('sha256').update(bytes).digest();
    raw.prepare(`UPDATE data_set_columns SET codec = 'raw', content = ?${hash ? ', sha256 = ?' : ''} WHERE position = ? AND data_set = (SELECT key FROM data_sets WHERE name = ?)`)
      .run(bytes, ...(hash ? [sha256] : []), found.position, dataSet);
  } finally {
    raw.close();
  }
}
