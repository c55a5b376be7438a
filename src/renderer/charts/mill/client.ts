import type { Curve } from '../../../contract/curves.ts';
import type { Answer, Drawn, DrawRequest, MorePoints, Question } from './messages.ts';

/** A chart's mill, in the worker that all charts share. */
export interface MillClient {
  put(curves: Curve[]): void;
  append(points: MorePoints[]): void;
  drop(runIds: string[]): void;
  /** Rejects where the worker fails. */
  draw(request: DrawRequest): Promise<Drawn>;
  /** Forgets all of it. What is still asked for is answered nevertheless. */
  close(): void;
}

export type Port = Pick<Worker, 'postMessage' | 'addEventListener'>;

type Waiting = { resolve: (drawn: Drawn | null) => void; reject: (error: Error) => void };

const waiting = new Map<number, Waiting>();
let port: Port | null = null;
let lastId = 0;
let lastChart = 0;

export function openMill(): MillClient {
  const chart = ++lastChart;
  const ask = (question: DistributiveOmit<Question, 'id' | 'chart'>, transfer: Transferable[] = []): Promise<Drawn | null> => {
    const id = ++lastId;
    sharedPort().postMessage({ ...question, id, chart }, transfer);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  const tell = (question: DistributiveOmit<Question, 'id' | 'chart'>, transfer?: Transferable[]): void => {
    ask(question, transfer).catch((error: unknown) => reportError(error));
  };
  return {
    put: (curves) => tell({ kind: 'put', curves }, curves.flatMap(({ epochs, x, y }) => [epochs.buffer, x.buffer, y.buffer] as Transferable[])),
    append: (points) => tell({ kind: 'append', points }),
    drop: (runIds) => tell({ kind: 'drop', runIds }),
    draw: async (request) => (await ask({ kind: 'draw', request }))!,
    close: () => tell({ kind: 'drop', runIds: null }),
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function sharedPort(): Port {
  if (port) return port;
  port = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  port.addEventListener('message', (event) => hear((event as MessageEvent<Answer>).data));
  return port;
}

function hear(answer: Answer): void {
  const { resolve, reject } = waiting.get(answer.id) ?? {};
  waiting.delete(answer.id);
  if (answer.ok) resolve?.(answer.drawn);
  else reject?.(new Error(answer.message));
}
