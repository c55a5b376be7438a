import { rowFields, type Field, type Operator, type RowFieldType, type Value } from './ast.ts';

type FieldType = RowFieldType | 'any';

const takes: Record<FieldType, { values: Value['kind'][]; operators: Operator[]; says: string }> = {
  text: { values: ['text', 'null'], operators: ['=', '!=', '~'], says: 'text goes with = != or ~ and a word or quoted text' },
  number: { values: ['number', 'null'], operators: ['=', '!=', '<', '<=', '>', '>='], says: 'this is a number: compare it with a number or null' },
  duration: { values: ['number', 'duration', 'null'], operators: ['=', '!=', '<', '<=', '>', '>='], says: 'this is a duration: compare it with one such as 90s or 2m' },
  time: { values: ['duration', 'text', 'null'], operators: ['=', '!=', '<', '<=', '>', '>='], says: 'this is a time: compare it with an age such as 7d or a date such as "2026-11-01"' },
  flag: { values: ['boolean'], operators: ['=', '!='], says: 'this is true or false' },
  any: { values: ['number', 'text', 'boolean', 'null'], operators: ['=', '!=', '<', '<=', '>', '>=', '~'], says: 'a config value is compared with a number, a text, true, false or null' },
};

export function typeOf(field: Field): FieldType {
  if (field.kind === 'row') return rowFields[field.name];
  return field.kind === 'metric' ? 'number' : 'any';
}

/** Why a comparison makes no sense, or null where it does. */
export function problemWith(field: Field, operator: Operator, value: Value): string | null {
  const type = typeOf(field);
  const { values, operators, says } = takes[type];
  if (!values.includes(value.kind) || !operators.includes(operator)) return says;
  const ordered = operator !== '=' && operator !== '!=';
  if (value.kind === 'null' && ordered) return 'null goes with = or != alone';
  if (type === 'any' && !orderFits(operator, value)) return `“${operator}” does not go with this value`;
  if (type === 'time' && value.kind === 'text' && Number.isNaN(Date.parse(value.text))) return `“${value.text}” is not a date; write one such as "2026-11-01"`;
  return null;
}

function orderFits(operator: Operator, value: Value): boolean {
  if (operator === '=' || operator === '!=') return true;
  return operator === '~' ? value.kind === 'text' : value.kind === 'number';
}
