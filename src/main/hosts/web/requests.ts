import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../contract/errors.ts';
import type { Served } from '../served.ts';
import type { WindowFiles } from '../window-files.ts';
import { answerCall, readWire, sendReply } from './calls.ts';
import type { EventStream } from './event-stream.ts';
import { refusal } from './guard.ts';
import type { Sessions } from './sessions.ts';

/** The files of the window are open to everyone on this machine; calls and events need a session. */
export function createRequestHandler(host: { workbench: Served; sessions: Sessions; files: WindowFiles }): RequestListener {
  return (request, response) => {
    route(request, response).catch(() => response.destroy());
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const refused = refusal(request, !reads);
    if (refused !== null) return sendText(response, 403, refused);
    const path = pathOf(request);
    if (reads) return sendFile(response, host.files, path);
    if (request.method !== 'POST') return sendText(response, 405, 'Only GET, HEAD and POST are answered.');
    if (path === '/session') return openSession(request, response, host.sessions);
    if (!path.startsWith('/api/')) return sendText(response, 404, 'There is nothing here.');
    if (!host.sessions.isOpen(request)) return sendReply(response, 401, { ok: false, error: noSession });
    return answerCall(host.workbench, path.slice('/api/'.length), request, response);
  }
}

/** Events travel by WebSocket, which no same-origin rule of browsers guards: hence the origin is asked for here. */
export function createUpgradeHandler(host: { sessions: Sessions; stream: EventStream }) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    if (refusal(request, true) !== null) return refuseUpgrade(socket, '403 Forbidden');
    if (pathOf(request) !== '/events') return refuseUpgrade(socket, '404 Not Found');
    if (!host.sessions.isOpen(request)) return refuseUpgrade(socket, '401 Unauthorized');
    host.stream.accept(request, socket, head);
  };
}

const noSession = new AppError(
  'unauthorised',
  'This window is not let in, or no longer: open the link or the file that Trainyard named when it was started.',
).toData();

const pathOf = (request: IncomingMessage) => (request.url ?? '/').replace(/[?#].*$/, '');

/** Exchanges the launch token, which is the body of the request, for a cookie. */
async function openSession(request: IncomingMessage, response: ServerResponse, sessions: Sessions): Promise<void> {
  const token = await readWire(request, 1024).catch(() => null);
  const cookie = typeof token === 'string' ? sessions.redeem(token, request) : null;
  if (cookie === null) return sendReply(response, 401, { ok: false, error: noSession });
  response.setHeader('Set-Cookie', cookie);
  sendReply(response, 200, { ok: true, value: null });
}

async function sendFile(response: ServerResponse, files: WindowFiles, path: string): Promise<void> {
  const file = await files.read(path);
  if (file === null) return sendText(response, 404, 'There is nothing here.');
  response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength });
  response.end(file.body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', Connection: 'close' });
  response.end(`${text}\n`);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
