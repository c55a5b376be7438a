import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import type { Field, Filter, Operator, Value } from './ast.ts';
import { fieldNamed } from './fields.ts';
import { problemWith } from './meaning.ts';
import { And, Close, Comma, Comparison, Duration, False, In, Not, Null, Numeral, Open, Or, Quoted, Tag, tokens, True, Word } from './tokens.ts';

/** Thrown by an action: the words are in order, but what they say makes no sense. */
export class FilterMeaningError extends Error {
  readonly token: IToken;

  constructor(message: string, token: IToken) {
    super(message);
    this.name = 'FilterMeaningError';
    this.token = token;
  }
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 *     filter  = any
 *     any     = all ("or" all)*
 *     all     = none ("and"? none)*
 *     none    = "not" none | "(" any ")" | "tag:" text | condition
 *     condition = field comparison value | field "in" "(" value ("," value)* ")" | free text
 *
 * Deepest nesting is bounded by `parseFilter`, which refuses long texts.
 */
class FilterParser extends EmbeddedActionsParser {
  constructor() {
    super(tokens, { maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  filter = this.RULE('filter', (): Filter => this.SUBRULE(this.any));

  private any = this.RULE('any', (): Filter => {
    const parts: Filter[] = [this.SUBRULE(this.all)];
    this.MANY(() => {
      this.CONSUME(Or);
      parts.push(this.SUBRULE2(this.all));
    });
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  });

  private all = this.RULE('all', (): Filter => {
    const parts: Filter[] = [this.SUBRULE(this.none)];
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(And));
      parts.push(this.SUBRULE2(this.none));
    });
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  });

  private none: (index?: number) => Filter = this.RULE('none', (): Filter =>
    this.OR<Filter>([
      { ALT: () => {
        this.CONSUME(Not);
        return { kind: 'not', part: this.SUBRULE(this.none) };
      } },
      { ALT: () => {
        this.CONSUME(Open);
        const inner = this.SUBRULE(this.any);
        this.CONSUME(Close);
        return inner;
      } },
      { ALT: () => {
        this.CONSUME(Tag);
        return { kind: 'tag', tag: this.SUBRULE(this.words) };
      } },
      { ALT: () => this.SUBRULE(this.condition) },
      { ALT: () => ({ kind: 'text', text: this.SUBRULE(this.freeText) }) },
    ]));

  private condition = this.RULE('condition', (): Filter => {
    const word = this.CONSUME(Word);
    return this.OR<Filter>([
      { ALT: () => {
        const operator = this.CONSUME(Comparison);
        const first = this.LA(1);
        const value = this.SUBRULE(this.value);
        return this.ACTION(() => compared(word, operator, value, first));
      } },
      { ALT: () => {
        this.CONSUME(In);
        this.CONSUME(Open);
        const values: Value[] = [];
        this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => {
          const first = this.LA(1);
          const value = this.SUBRULE2(this.value);
          this.ACTION(() => checkMeaning(meant(word), '=', value, first));
          values.push(value);
        } });
        this.CONSUME(Close);
        return this.ACTION(() => ({ kind: 'oneOf', field: meant(word), values }));
      } },
      { ALT: () => ({ kind: 'text', text: word.image }) },
    ]);
  });

  private value = this.RULE('value', (): Value =>
    this.OR<Value>([
      { ALT: () => ({ kind: 'number', number: Number(this.CONSUME(Numeral).image) }) },
      { ALT: () => {
        const { image } = this.CONSUME(Duration);
        return this.ACTION(() => ({ kind: 'duration', seconds: durationOf(image) }));
      } },
      { ALT: () => {
        this.CONSUME(True);
        return { kind: 'boolean', boolean: true };
      } },
      { ALT: () => {
        this.CONSUME(False);
        return { kind: 'boolean', boolean: false };
      } },
      { ALT: () => {
        this.CONSUME(Null);
        return { kind: 'null' };
      } },
      { ALT: () => ({ kind: 'text', text: this.SUBRULE(this.words) }) },
    ]));

  private words = this.RULE('words', (): string =>
    this.OR<string>([
      { ALT: () => {
        const { image } = this.CONSUME(Quoted);
        return this.ACTION(() => unquoted(image));
      } },
      { ALT: () => this.CONSUME(Word).image },
    ]));

  private freeText = this.RULE('freeText', (): string =>
    this.OR<string>([
      { ALT: () => {
        const { image } = this.CONSUME(Quoted);
        return this.ACTION(() => unquoted(image));
      } },
      { ALT: () => this.CONSUME(Numeral).image },
    ]));
}

let made: FilterParser | null = null;

/** Made when the first filter is read: the analysis of the grammar takes longer than most starts have time for. */
export const filterParser = (): FilterParser => (made ??= new FilterParser());

function meant(word: IToken): Field {
  const field = fieldNamed(word.image);
  if ('problem' in field) throw new FilterMeaningError(field.problem, word);
  return field;
}

function compared(word: IToken, operatorToken: IToken, value: Value, first: IToken): Filter {
  const field = meant(word);
  const operator = operatorToken.image === '==' ? '=' : (operatorToken.image as Operator);
  checkMeaning(field, operator, value, first);
  return { kind: 'compare', field, operator, value };
}

function checkMeaning(field: Field, operator: Operator, value: Value, first: IToken): void {
  const problem = problemWith(field, operator, value);
  if (problem) throw new FilterMeaningError(problem, first);
}

function durationOf(image: string): number {
  const unit = /[a-z]+$/.exec(image)![0];
  return Number(image.slice(0, -unit.length)) * SECONDS[unit]!;
}

const unquoted = (image: string) => image.slice(1, -1).replace(/\\(.)/gs, '$1');
