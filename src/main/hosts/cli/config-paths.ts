import { runConfig } from '../../../contract/run-config.ts';
import { UsageError } from './environment.ts';

type Json = Record<string, unknown>;

/** One `--set path=value`. */
export interface Assignment {
  /** for example ['network', '0', 'units'] */
  path: string[];
  value: unknown;
}

/** `value` is JSON where it can be read as such, else text. */
export function parseAssignment(text: string): Assignment {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`--set ${text}: write it as path=value, for example optimizer.learningRate=0.01`);
  const path = text.slice(0, equals).split('.');
  const forbidden = path.find((key) => ['__proto__', 'constructor', 'prototype', ''].includes(key));
  if (forbidden !== undefined) throw new UsageError(`--set ${text}: ${JSON.stringify(forbidden)} is not the name of a setting`);
  return { path, value: parseValue(text.slice(equals + 1)) };
}

/**
 * Returns the config with all assignments made. What is on the way to a value and not there yet begins with its default:
 * a list as a whole, of an object with alternatives the name of the default one. A new `name` or `layer` begins anew,
 * and so comes before what is set beside it, in whatever order they were written.
 */
export function assign(config: Json, assignments: Assignment[]): Json {
  const copy = structuredClone(config);
  const alternatives = assignments.filter(({ path }) => isAlternative(path));
  const others = assignments.filter(({ path }) => !isAlternative(path));
  for (const assignment of [...alternatives, ...others]) assignOne(copy, assignment);
  return copy;
}

function assignOne(config: Json, { path, value }: Assignment): void {
  const last = path.length - 1;
  let parent: Json | unknown[] = config;
  for (const [depth, key] of path.slice(0, last).entries()) parent = descend(parent, key, path.slice(0, depth + 1));
  const key = path[last] as string;
  if (Array.isArray(parent)) parent[indexIn(parent, key, path)] = value;
  else if (isAlternative(path) && parent[key] !== value) {
    for (const other of Object.keys(parent)) delete parent[other];
    parent[key] = value;
  } else parent[key] = value;
}

function descend(parent: Json | unknown[], key: string, path: string[]): Json | unknown[] {
  const at = Array.isArray(parent) ? indexIn(parent, key, path) : key;
  const container = parent as Json;
  container[at] ??= startOf(path);
  const next = container[at];
  if (typeof next !== 'object' || next === null) throw new UsageError(`--set ${path.join('.')}: this is ${JSON.stringify(next)}, so there is nothing inside of it to set`);
  return next as Json | unknown[];
}

function indexIn(list: unknown[], key: string, path: string[]): number {
  const index = /^\d{1,9}$/.test(key) ? Number(key) : -1;
  if (index >= 0 && index < list.length) return index;
  throw new UsageError(`--set ${path.join('.')}: there is no entry ${key}; they are numbered from 0 to ${list.length - 1}`);
}

/** Whether the path ends in what tells the alternatives of an object apart. */
function isAlternative(path: string[]): boolean {
  return ['optimizer.name', 'schedule.name'].includes(path.join('.')) || /^network\.\d+\.layer$/.test(path.join('.'));
}

function startOf(path: string[]): unknown {
  const standard = path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], runConfig.parse({}));
  if (Array.isArray(standard)) return structuredClone(standard);
  const name = (standard as Json | null | undefined)?.['name'];
  return name !== undefined && path.length > 0 ? { name } : {};
}

/** JSON where it can be read as such, else text. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
