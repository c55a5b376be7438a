/**
 * The first name that occurs twice in one object of a JSON text, or null. `JSON.parse` keeps the last of them without
 * a word, so two readers could see two different files. The text must have been accepted by `JSON.parse`.
 */
export function findDuplicateKey(text: string): string | null {
  /** the names seen in each open object; null for an open list */
  const open: (Set<string> | null)[] = [];
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/gs;
  for (const [token, colon] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, token.length - colon.length)) as string;
      const seen = open.at(-1);
      if (seen?.has(name)) return name;
      seen?.add(name);
    }
  }
  return null;
}
