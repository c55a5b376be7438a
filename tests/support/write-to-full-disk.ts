import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../../src/main/hosts/cli/write-file.ts';

/** Replaces a file by one that its disk has no room for, and prints what became of it: `node write-to-full-disk.ts FOLDER`. */
const folder = process.argv[2]!;
const path = join(folder, 'model.onnx');
writeFileSync(path, 'old');
const message = await writeFileWhole(path, new Uint8Array(256 * 1024), { force: true }).then(() => 'it was written', (error: Error) => error.message);
process.stdout.write(JSON.stringify({ message, files: readdirSync(folder), content: readFileSync(path, 'utf8') }));
