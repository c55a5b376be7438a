import { runConfigFields, type RunConfig } from '../../../contract/run-config.ts';

export type ParsedDraft =
  | { kind: 'config'; config: RunConfig }
  /** not JSON; `line` counts from 1 where the place is known */
  | { kind: 'syntax'; message: string; line: number | null }
  /** JSON, but no config */
  | { kind: 'fields'; issues: { field: string; message: string }[] };

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
  return { kind: 'fields', issues: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'config', message })) };
}

function syntaxProblem(text: string, message: string): ParsedDraft {
  const position = /at position (\d+)/.exec(message)?.[1];
  const line = position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
  const what = message.replace(/ in JSON.*$| \(line.*$|, \.\.\..*$/s, '') || 'This is not JSON';
  return { kind: 'syntax', message: what, line };
}
