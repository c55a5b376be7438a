import type { z } from 'zod';

/** One mistake in an input: where, and a predicate for a person ("must be at least 1"). */
export interface InputIssue {
  /** `network.0.units`; empty for the whole */
  field: string;
  message: string;
}

/** What stands in for a union's own message, by the end of the field's path. */
const forms: Record<string, string> = {
  'data.split': 'must be shares like {"validation": 0.2, "test": 0.1}, folds like {"folds": 5, "fold": 0}, or {"column": NAME}',
  'data.features': 'must be "all" or a list of column names',
};

/** Zod's issues as sentences, unions flattened to the member that was meant, one message a field. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], input: unknown, defaults?: unknown): InputIssue[] {
  const described = issues.flatMap((issue) => describe(issue, [], input, defaults));
  const seen = new Set<string>();
  return described.filter(({ field }) => !seen.has(field) && seen.add(field));
}

function describe(issue: z.core.$ZodIssue, parent: PropertyKey[], input: unknown, defaults: unknown): InputIssue[] {
  const path = [...parent, ...issue.path];
  const field = path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: field === '' ? key : `${field}.${key}`,
        message: `is not a known setting; ${forms[field] ? `${field} ${forms[field]}` : knownAt(defaults, path)}`,
      }));
    case 'invalid_union':
      return describeUnion(issue, path, field, input, defaults);
    default:
      return [{ field, message: sentence(issue, valueAt(input, path) === undefined) }];
  }
}

function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion, path: PropertyKey[], field: string, input: unknown, defaults: unknown,
): InputIssue[] {
  if (issue.errors.length === 0) return [{ field, message: `must be one of ${optionsOf(issue).join(', ')}` }];
  const meant = issue.errors
    .filter((member) => !member.some((e) => e.code === 'unrecognized_keys' || e.path.length === 0))
    .sort((a, b) => a.length - b.length)[0];
  if (meant) return meant.flatMap((inner) => describe(inner, path, input, defaults));
  return [{ field, message: forms[field] ?? 'has none of the allowed forms' }];
}

/** The members that a discriminated union would take; zod reports them beside its own message. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

function sentence(issue: z.core.$ZodIssue, missing: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      return missing ? `is missing; it must be ${nameOfType(issue.expected)}` : `must be ${nameOfType(issue.expected)}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
        : 'must not be empty';
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
        : `must not have more than ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

function nameOfType(expected: string): string {
  const names: Record<string, string> = {
    int: 'a whole number', number: 'a number', string: 'text', object: 'an object', array: 'a list', boolean: 'true or false',
  };
  return names[expected] ?? expected;
}

function knownAt(defaults: unknown, path: PropertyKey[]): string {
  const known = valueAt(defaults, path);
  const keys = known !== null && typeof known === 'object' ? Object.keys(known) : [];
  return keys.length > 0 ? `known here: ${keys.join(', ')}` : 'see the documentation of the run config';
}

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
