import { z } from 'zod';
import { layer, optimizer, runConfigFields, schedule } from '../../../contract/run-config.ts';

/** What a config field takes, read from the contract's schema. */
export type FieldRule =
  | { kind: 'number'; whole: boolean; min: number | null; max: number | null; /** the bounds themselves are not allowed */ openMin: boolean; openMax: boolean; default: number | null }
  | { kind: 'boolean'; default: boolean | null }
  | { kind: 'choice'; values: string[]; default: string | null }
  | { kind: 'text'; default: string | null };

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

type VariantOf = 'optimizer' | 'schedule' | 'layer';
/** the field that tells the variants apart */
const namedBy: Record<VariantOf, string> = { optimizer: 'name', schedule: 'name', layer: 'layer' };

/** The rule of a field of the config outside of optimizer, schedule and layers, for example `data.split.validation`. */
export function fieldRule(path: string): FieldRule {
  const found = path.split('.').reduce<JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => alternatives(schema).flatMap((one) => one.properties?.[key] ?? [])), [jsonSchemaOf('config')]);
  const [schema] = found;
  if (!schema) throw new Error(`the config has no field ${path}`);
  return ruleOf(schema);
}

/** The fields of one optimizer, schedule or layer, in the schema's order, without the one that names it. */
export function variantRules(of: VariantOf, name: string): { key: string; rule: FieldRule }[] {
  const by = namedBy[of];
  const schema = alternatives(jsonSchemaOf(of)).find((one) => one.properties?.[by]?.const === name);
  return Object.entries(schema?.properties ?? {}).filter(([key]) => key !== by).map(([key, property]) => ({ key, rule: ruleOf(property) }));
}

/** The names of all optimizers, schedules or layers. */
export function variantNames(of: VariantOf): string[] {
  return alternatives(jsonSchemaOf(of)).map((one) => String(one.properties?.[namedBy[of]]?.const));
}

/** `0 to 1, default 0.2`; what can be anything says its default alone. */
export function ruleLine(rule: FieldRule): string {
  const parts = [rangeLine(rule), rule.default === null ? '' : `default ${defaultLine(rule.default)}`];
  return parts.filter(Boolean).join(', ');
}

function rangeLine(rule: FieldRule): string {
  if (rule.kind !== 'number') return '';
  const { min, max, openMin, openMax } = rule;
  if (min !== null && max !== null) return `${openMin ? 'above ' : ''}${min} ${openMax ? 'to below' : 'to'} ${max.toLocaleString('en-US')}`;
  if (min !== null) return openMin ? `above ${min}` : `${min} or more`;
  return max === null ? '' : `up to ${max}`;
}

const defaultLine = (value: string | number | boolean) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value));

function ruleOf(schema: JsonSchema): FieldRule {
  const typed = alternatives(schema).find((one) => one.type !== 'null') ?? schema;
  const fallback = schema.default ?? typed.default ?? null;
  if (typed.enum) return { kind: 'choice', values: typed.enum.map(String), default: fallback as string | null };
  if (typed.type === 'boolean') return { kind: 'boolean', default: fallback as boolean | null };
  if (typed.type !== 'number' && typed.type !== 'integer') return { kind: 'text', default: typeof fallback === 'string' ? fallback : null };
  const bound = (open: number | undefined, closed: number | undefined) => {
    const value = open ?? closed;
    return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;
  };
  return {
    kind: 'number', whole: typed.type === 'integer', default: typeof fallback === 'number' ? fallback : null,
    min: bound(typed.exclusiveMinimum, typed.minimum), max: bound(typed.exclusiveMaximum, typed.maximum),
    openMin: typed.exclusiveMinimum !== undefined, openMax: typed.exclusiveMaximum !== undefined,
  };
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

const schemas = { config: runConfigFields, optimizer, schedule, layer };
const translated = new Map<keyof typeof schemas, JsonSchema>();

function jsonSchemaOf(of: keyof typeof schemas): JsonSchema {
  const known = translated.get(of) ?? (z.toJSONSchema(schemas[of], { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema);
  translated.set(of, known);
  return known;
}
