import { shallowRef, type ShallowRef } from 'vue';
import type { complete } from '../../../contract/filter/complete.ts';
import type { parseFilter, ParsedFilter } from '../../../contract/filter/parse.ts';

interface Language {
  parse: typeof parseFilter;
  complete: typeof complete;
}

const language = shallowRef<Language | null>(null);

/** The filter language, whose parser comes in when it is first needed: a list without a filter does without. */
export function useFilterLanguage(): { language: ShallowRef<Language | null>; load: () => Promise<void>; parse: (text: string) => ParsedFilter | null } {
  async function load(): Promise<void> {
    if (language.value !== null) return;
    const [parsing, completing] = await Promise.all([import('../../../contract/filter/parse.ts'), import('../../../contract/filter/complete.ts')]);
    // The first use makes the parser, which is better done now than at the first key.
    parsing.parseFilter('name = a');
    language.value = { parse: parsing.parseFilter, complete: completing.complete };
  }

  /** null as long as the language has not come */
  function parse(text: string): ParsedFilter | null {
    return text.trim() === '' ? { ok: true, filter: null } : language.value?.parse(text) ?? null;
  }

  return { language, load, parse };
}
