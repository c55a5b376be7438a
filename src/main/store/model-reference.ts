/** `NAME`, `NAME:VERSION`, `NAME@ALIAS`; an id in place of a name. */
export function parseReference(reference: string): { name: string; version: number | null; alias: string | null } {
  const [, versioned, version] = /^(.+):(\d{1,7})$/s.exec(reference) ?? [];
  if (versioned !== undefined) return { name: versioned, version: Number(version), alias: null };
  const [, aliased, alias] = /^(.+)@([^@]+)$/s.exec(reference) ?? [];
  if (aliased !== undefined) return { name: aliased, version: null, alias: alias! };
  return { name: reference, version: null, alias: null };
}
