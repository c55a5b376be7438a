import { tokenName, type TokenType } from 'chevrotain';
import { rowFields } from './ast.ts';
import { CONFIG_ROOTS, fieldNamed } from './fields.ts';
import { typeOf } from './meaning.ts';
import { followers } from './parse.ts';
import { lexer, Word } from './tokens.ts';

/** What the store knows and the language does not. */
export interface Vocabulary {
  metrics: string[];
  configPaths: string[];
  tags: string[];
  /** values that a text field is known to have, by the field's name as written */
  values: Record<string, string[]>;
}

export interface Completions {
  /** where the word under the cursor begins: what a chosen option replaces, up to the cursor */
  from: number;
  options: string[];
}

/** What may stand at the cursor, best first; the word that is being typed narrows it. */
export function complete(text: string, cursor: number, vocabulary: Vocabulary): Completions {
  const before = text.slice(0, cursor);
  const typed = /[\p{L}\p{N}_.-]*$/u.exec(before)![0];
  const from = cursor - typed.length;
  const head = before.slice(0, from);
  const options = followers(head).flatMap((type) => optionsFor(type, head, vocabulary));
  const wanted = typed.toLowerCase();
  const matching = [...new Set(options)].filter((option) => option.toLowerCase().includes(wanted) && option !== typed);
  return { from, options: matching.sort((a, b) => Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted))) };
}

const SPELLED: Record<string, string[]> = {
  And: ['and'], Or: ['or'], Not: ['not'], In: ['in'], True: ['true'], False: ['false'], Null: ['null'], Tag: ['tag:'],
  Comparison: ['=', '!=', '<', '<=', '>', '>=', '~'], Open: ['('], Close: [')'], Comma: [','], Duration: ['7d', '24h'], Numeral: [], Quoted: [],
};

function optionsFor(type: TokenType, head: string, vocabulary: Vocabulary): string[] {
  if (type !== Word) return SPELLED[tokenName(type)] ?? [];
  const { tokens } = lexer.tokenize(head);
  const [field, last] = [tokens.at(-2)?.image, tokens.at(-1)];
  if (last?.image.toLowerCase() === 'tag:') return vocabulary.tags.map(quotedWhereNeeded);
  if (last?.tokenType.name === 'Comparison' && field) return valuesOf(field, vocabulary);
  return [...Object.keys(rowFields), ...vocabulary.metrics, ...vocabulary.metrics.map((m) => `${m}.best`), ...CONFIG_ROOTS, ...vocabulary.configPaths];
}

function valuesOf(name: string, { values }: Vocabulary): string[] {
  const field = fieldNamed(name);
  if ('problem' in field || !['text', 'any'].includes(typeOf(field))) return [];
  return (Object.hasOwn(values, name) ? values[name]! : []).map(quotedWhereNeeded);
}

const quotedWhereNeeded = (text: string) => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`);
