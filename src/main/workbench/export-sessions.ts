import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Handlers, ParsedInputOf } from '../../contract/api.ts';
import { AppError } from '../../contract/errors.ts';
import { pieceBytes, type ExportRequest, type ModelExportRequest } from '../../contract/files.ts';
import type { ExportedFile } from './export-run.ts';
import { createTasksInHand } from './tasks-in-hand.ts';

export type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `exports.${string}`>>;

export interface ExportSessions {
  handlers: ExportHandlers;
  close(): void;
}

export interface Exporters {
  exportRun(request: ExportRequest, signal: AbortSignal): Promise<ExportedFile>;
  exportModel(request: ModelExportRequest): ExportedFile;
}

interface Session {
  pieces: Iterator<Uint8Array>;
  /** of a piece, what did not fit into the last answer */
  rest: Uint8Array | null;
  share(): number | null;
}

/** A window that was closed in the middle of an export does not say so: there is room for this many at a time. */
const atATime = 8;
/** how long one answer may gather pieces, so that others are served in between */
const gatherMs = 25;

/** Files that leave piece by piece, each made when it is asked for. */
export function createExportSessions({ exportRun, exportModel }: Exporters): ExportSessions {
  const sessions = new Map<string, Session>();
  const tasks = createTasksInHand();

  return {
    handlers: {
      'exports.begin': ({ request, ...wanted }) => tasks.run(request, async (signal) => {
        const { pieces, share, fileName, run, epoch } = await ('model' in wanted ? exportModel(wanted) : exportRun(wanted, signal));
        const oldest = sessions.keys().next();
        if (sessions.size >= atATime && !oldest.done) drop(oldest.value);
        const exportId = randomUUID();
        sessions.set(exportId, { pieces: pieces[Symbol.iterator](), rest: null, share });
        return { exportId, fileName, run, epoch };
      }),
      'exports.next': next,
      'exports.cancel': ({ exportId }) => {
        tasks.cancel(exportId);
        drop(exportId);
        return null;
      },
    },
    close() {
      tasks.cancelAll();
      [...sessions.keys()].forEach(drop);
    },
  };

  function drop(exportId: string): void {
    sessions.get(exportId)?.pieces.return?.();
    sessions.delete(exportId);
  }

  async function next({ exportId }: ParsedInputOf<'exports.next'>): Promise<{ bytes: Uint8Array; share: number | null; done: boolean }> {
    const session = sessions.get(exportId);
    if (!session) throw new AppError('notFound', 'This export is over or was cancelled. Start it again.');
    await setImmediate();
    try {
      const { bytes, done } = gather(session);
      if (done) sessions.delete(exportId);
      return { bytes, share: session.share(), done };
    } catch (error) {
      drop(exportId);
      throw error;
    }
  }
}

function gather(session: Session): { bytes: Uint8Array; done: boolean } {
  const until = performance.now() + gatherMs;
  const gathered: Uint8Array[] = [];
  let [size, done] = [0, false];
  while (size < pieceBytes && !done && performance.now() < until) {
    let piece = session.rest;
    session.rest = null;
    if (!piece) {
      const result = session.pieces.next();
      if (result.done) {
        done = true;
        break;
      }
      piece = result.value;
    }
    const room = pieceBytes - size;
    if (piece.length > room) session.rest = piece.subarray(room);
    gathered.push(piece.subarray(0, room));
    size += Math.min(piece.length, room);
  }
  return { bytes: new Uint8Array(Buffer.concat(gathered)), done };
}
