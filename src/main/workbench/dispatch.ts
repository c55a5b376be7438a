import type { z } from 'zod';
import { api, type Handlers, type MethodName } from '../../contract/api.ts';
import type { Reply } from '../../contract/bridge.ts';
import { AppError, type ErrorData } from '../../contract/errors.ts';
import { DataError } from '../../data/errors.ts';
import { NetworkError } from '../../nn/network-error.ts';
import { describeIssues } from '../../contract/input-issues.ts';

/** Answers a call from any host: the input is validated here, and errors leave as data. */
export type Call = (method: string, input: unknown) => Promise<Reply<MethodName>>;

/** Methods that write: while something long is written they wait for its end. All others are answered meanwhile; what steers runs waits by itself where it must. */
const writing: ReadonlySet<MethodName> = new Set<MethodName>([
  'settings.set', 'dataSets.finishImport', 'dataSets.rename', 'dataSets.setNote', 'dataSets.remove', 'dataSets.restore', 'views.save', 'views.rename', 'views.remove',
  'presets.save', 'presets.rename', 'presets.remove', 'queue.move', 'runs.launch', 'runs.resume',
  'runs.extend', 'runs.verify', 'runs.fork', 'runs.edit', 'models.promote', 'models.rename', 'models.setNote', 'models.setAlias', 'models.remove',
  'models.restore', 'exports.next', 'runImports.finish', 'edits.undo', 'edits.redo', 'trash.empty',
]);

/** `log` hears the details of what no person is shown. `idle` resolves when nothing long is written. */
export function createDispatch(handlers: Handlers, log: (detail: string) => void, idle: () => Promise<void> = () => Promise.resolve()): Call {
  return async (method, input) => {
    try {
      if (!isMethod(method)) throw new AppError('invalidInput', `There is no method called ${JSON.stringify(method.slice(0, 100))}.`);
      const parsed = parsedInput(api[method].input, input);
      const handler = handlers[method] as (input: unknown) => unknown;
      if (writing.has(method)) await idle();
      return { ok: true, value: (await handler(parsed)) as never };
    } catch (error) {
      return { ok: false, error: errorData(error, (detail) => log(`${method}: ${detail}`)) };
    }
  };
}

/** The one place where errors become what a person may see. */
export function errorData(error: unknown, log: (detail: string) => void): ErrorData {
  if (error instanceof AppError) return error.toData();
  if (error instanceof DataError || error instanceof NetworkError) return new AppError('invalidInput', error.message, error.field).toData();
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { code: 'internal', message: 'Something went wrong inside Trainyard. The details are in its log.' };
}

/** What comes from outside, as its schema has it. Throws `invalidInput` with the first issue. */
export function parsedInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw inputError(describeIssues(parsed.error.issues, input));
  return parsed.data;
}

/** The first issue as the error; how many others there are is said, not hidden. */
export function inputError(issues: { field: string; message: string }[]): AppError {
  const [first = { field: '', message: 'is not valid' }, ...others] = issues;
  const more = others.length === 0 ? '' : ` (and ${others.length} more: ${others.map((issue) => issue.field).join(', ')})`;
  return new AppError('invalidInput', `${first.field ? `${first.field}: ` : ''}${first.message}${more}`, first.field || undefined);
}

function isMethod(method: string): method is MethodName {
  return Object.hasOwn(api, method);
}
