import { EOF, tokenLabel, type IRecognitionException, type TokenType } from 'chevrotain';
import { LONGEST_FILTER, type Filter } from './ast.ts';
import { filterParser, FilterMeaningError } from './grammar.ts';
import { lexer } from './tokens.ts';

export interface FilterMistake {
  /** offsets of what is wrong, for a mark under the text */
  at: number;
  end: number;
  /** counted from 1, as a person would */
  column: number;
  message: string;
}

export type ParsedFilter = { ok: true; filter: Filter | null } | { ok: false; mistake: FilterMistake };

const DEEPEST = 100;

/** An empty text is no filter (`null`). A mistake points at its column and says what was expected there. */
export function parseFilter(text: string): ParsedFilter {
  if (text.trim() === '') return { ok: true, filter: null };
  if (text.length > LONGEST_FILTER) return mistake(LONGEST_FILTER, text.length, `the filter is longer than ${LONGEST_FILTER} characters`);
  const { tokens, errors } = lexer.tokenize(text);
  const unknown = errors[0];
  if (unknown) return mistake(unknown.offset, unknown.offset + unknown.length, unreadable(text, unknown.offset));
  const deep = tooDeep(tokens.map((token) => token.image), tokens.map((token) => token.startOffset));
  if (deep !== null) return mistake(deep, deep + 1, `nested more than ${DEEPEST} deep`);
  return parseTokens(tokens, text);
}

function parseTokens(tokens: ReturnType<typeof filterParser>['input'], text: string): ParsedFilter {
  const parser = filterParser();
  parser.input = tokens;
  try {
    const filter = parser.filter();
    const error = parser.errors[0];
    return error ? unexpected(error, text) : { ok: true, filter };
  } catch (error) {
    if (!(error instanceof FilterMeaningError)) throw error;
    const { startOffset, image } = error.token;
    return mistake(startOffset, startOffset + image.length, error.message);
  }
}

function unexpected(error: IRecognitionException, text: string): ParsedFilter {
  const { token } = error;
  const atEnd = token.tokenType === EOF;
  const at = atEnd ? text.length : token.startOffset;
  const found = atEnd ? 'the filter ends here' : `“${token.image}” does not fit here`;
  return mistake(at, atEnd ? text.length : at + token.image.length, `${found}; expected ${expectedAt(text.slice(0, at))}`);
}

/** What may follow a text, in words: kinds of tokens as the grammar knows them. */
function expectedAt(before: string): string {
  const labels = [...new Set(followers(before).map((type) => tokenLabel(type)))];
  if (labels.length === 0) return 'the end of the filter';
  return labels.length === 1 ? labels[0]! : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
}

export function followers(before: string): TokenType[] {
  const { tokens } = lexer.tokenize(before);
  return [...new Set(filterParser().computeContentAssist('filter', tokens).map(({ nextTokenType }) => nextTokenType))];
}

function unreadable(text: string, at: number): string {
  const character = text[at]!;
  if (character === '"' || character === "'") return `the quote ${character} that opens here is never closed`;
  return `“${character}” means nothing here; put text in quotes`;
}

function tooDeep(images: string[], offsets: number[]): number | null {
  let depth = 0;
  for (const [i, image] of images.entries()) {
    if (image === '(' || image.toLowerCase() === 'not') depth++;
    else if (image === ')') depth--;
    if (depth > DEEPEST) return offsets[i]!;
  }
  return null;
}

const mistake = (at: number, end: number, message: string): ParsedFilter => ({ ok: false, mistake: { at, end, column: at + 1, message } });
