import { describeIssues, type InputIssue } from '../../../contract/input-issues.ts';
import { runConfigFields, type RunConfig } from '../../../contract/run-config.ts';

export type ParsedDraft =
  | { kind: 'config'; config: RunConfig }
  /** not JSON; `line` counts from 1 where the place is known */
  | { kind: 'syntax'; message: string; line: number | null }
  /** JSON, but no config */
  | { kind: 'fields'; issues: InputIssue[] };

export function draftText(config: RunConfig): string {
  return JSON.stringify(config, null, 2);
}

/**
 * A config from its JSON, with defaults where fields were left out. Rules that join several fields are not
 * checked here: a form can show a config that breaks them, and the check says so.
 */
export function parseDraft(text: string): ParsedDraft {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return syntaxProblem(text, error instanceof Error ? error.message : '');
  }
  const parsed = runConfigFields.safeParse(data);
  if (parsed.success) return { kind: 'config', config: parsed.data };
  return { kind: 'fields', issues: describeIssues(parsed.error.issues, data).map(({ field, message }) => ({ field: field || 'config', message })) };
}

/**
 * JavaScript engines tell the place in words: `at position 12`, or, for an unexpected character, only an excerpt that
 * starts ten characters before it. Where neither helps, the line stays unknown.
 */
function syntaxProblem(text: string, message: string): ParsedDraft {
  const excerpt = /^Unexpected token .*?, (\.\.\.)?"(.*)"(\.\.\.)? is not valid JSON$/s.exec(message);
  const [, cut, around = ''] = excerpt ?? [];
  const position = excerpt ? text.indexOf(around) + (cut ? 10 : text.indexOf(tokenIn(message))) : Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
  const line = Number.isNaN(position) ? null : text.slice(0, position).split('\n').length;
  const what = message.replace(/ in JSON at.*$|, (\.\.\.)?".*$/s, '');
  return { kind: 'syntax', message: `${what || 'This is no JSON'}.`, line };
}

const tokenIn = (message: string) => /^Unexpected token '(.)'/su.exec(message)?.[1] ?? '';
