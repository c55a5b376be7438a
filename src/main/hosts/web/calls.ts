import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../contract/errors.ts';
import { fromWire, toWire, wireLimit, wireType } from '../../../contract/wire.ts';
import type { AnyReply, Served } from '../served.ts';

/** Answers `POST /api/<method>`: input and reply are MessagePack, and a refusal is a reply as well. */
export async function answerCall(workbench: Served, method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const input = await readWire(request, wireLimit);
    sendReply(response, 200, await workbench.call(method, input));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    sendReply(response, error.code === 'tooLarge' ? 413 : 400, { ok: false, error: error.toData() });
  }
}

export function sendReply(response: ServerResponse, status: number, reply: AnyReply): void {
  const body = toWire(reply);
  // What is left of a body that was refused is not read: the connection ends with the answer.
  if (status !== 200) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': wireType, 'Content-Length': body.byteLength, 'Cache-Control': 'no-store' });
  response.end(body);
}

/** The value that a body holds. Throws `unsupported`, `tooLarge` or `invalidInput`. */
export async function readWire(request: IncomingMessage, limit: number): Promise<unknown> {
  if (request.headers['content-type'] !== wireType) throw new AppError('unsupported', `The body of a call must be ${wireType}.`);
  const body = await readBody(request, limit);
  try {
    return fromWire(body);
  } catch (error) {
    throw new AppError('invalidInput', `The body of this call is not MessagePack: ${(error as Error).message}`);
  }
}

/** Gives up as soon as it is known that the body is above the limit. */
async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = new AppError('tooLarge', `A call may carry ${limit} bytes at most; send files in smaller chunks.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
