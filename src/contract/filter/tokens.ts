import { createToken, Lexer, type TokenType } from 'chevrotain';

/** The words of the filter language. The label is what a message calls a token. */

const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*/uy;

/** A function, because Chevrotain's own analysis of regular expressions does not know Unicode classes. */
export const Word = createToken({ name: 'Word', label: 'a word', line_breaks: false, pattern: { exec: (text, offset) => {
  WORD.lastIndex = offset;
  return WORD.exec(text);
} } });
const keyword = (name: string, pattern: RegExp) => createToken({ name, label: name.toLowerCase(), pattern, longer_alt: Word });
const symbol = (name: string, text: string) => createToken({ name, label: text, pattern: text });

export const And = keyword('And', /and/i);
export const Or = keyword('Or', /or/i);
export const Not = keyword('Not', /not/i);
export const In = keyword('In', /in/i);
export const True = keyword('True', /true/i);
export const False = keyword('False', /false/i);
export const Null = keyword('Null', /null/i);
/** One token, so that `tag:` never reads as a field of that name. */
export const Tag = createToken({ name: 'Tag', label: 'tag:', pattern: /tag:/i });

export const Comparison = createToken({ name: 'Comparison', label: 'a comparison (= != < <= > >= ~)', pattern: /<=|>=|!=|==|=|<|>|~/ });
export const Duration = createToken({ name: 'Duration', label: 'a duration', pattern: /\d+(?:\.\d+)?(?:ms|s|m|h|d|w)(?!\w)/ });
export const Numeral = createToken({ name: 'Numeral', label: 'a number', pattern: /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?!\w)/i });
export const Quoted = createToken({ name: 'Quoted', label: 'a quoted text', pattern: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/ });
export const Open = symbol('Open', '(');
export const Close = symbol('Close', ')');
export const Comma = symbol('Comma', ',');
const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });

export const tokens: TokenType[] = [
  Space, Tag, And, Or, Not, In, True, False, Null, Duration, Numeral, Word, Quoted, Comparison, Open, Close, Comma,
];

export const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', ensureOptimizations: false });
