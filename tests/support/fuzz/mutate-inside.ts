import { createHash } from 'node:crypto';
import { frameRecord, unframeRecords } from '../../../src/main/formats/tensorboard/records.ts';
import { readZip } from '../../../src/main/formats/zip/read.ts';
import { writeZip } from '../../../src/main/formats/zip/write.ts';
import type { Generator } from '../../../src/nn/random.ts';
import { mutated } from './mutate.ts';

/** Mutations of what checksums protect, with the checksums of an adversary who can compute them; of the bytes themselves where a file has none. */
export function mutatedInside(name: string, file: Uint8Array, chance: Generator): Uint8Array {
  if (name.endsWith('.tfevents')) return Buffer.concat([...unframeRecords(file, name)].map((record) => frameRecord(chance.int(2) ? mutated(record, chance) : record)));
  return name.endsWith('.trainyard') ? mutatedCapsule(file, chance) : mutated(file, chance);
}

function mutatedCapsule(file: Uint8Array, chance: Generator): Uint8Array {
  const archive = readZip(file);
  const entries = new Map(archive.names.map((name) => [name, archive.read(name, Infinity)]));
  const manifest = JSON.parse(new TextDecoder().decode(entries.get('manifest.json'))) as { entries: Record<string, string> };
  const others = archive.names.filter((name) => name !== 'manifest.json');
  const name = others[chance.int(others.length)]!;
  const bytes = mutated(entries.get(name)!, chance);
  entries.set(name, bytes);
  manifest.entries[name] = createHash('sha256').update(bytes).digest('hex');
  entries.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return Buffer.concat([...writeZip([...entries].map(([entry, content]) => ({ name: entry, bytes: content })))]);
}
