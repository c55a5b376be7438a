import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { fromWire, toWire, wireType } from '../../src/contract/wire.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Sent {
  method?: string;
  path?: string;
  headers?: OutgoingHttpHeaders;
  body?: Uint8Array | string;
}

/** One HTTP request as it is written here: no header is added, so that a test can send what no browser would. */
export function send(url: string, { method = 'GET', path = '/', headers = {}, body }: Sent = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What a browser that has been let in sends with every call. */
export function browserHeaders(url: string, cookie?: string): OutgoingHttpHeaders {
  return { Origin: new URL(url).origin, 'Content-Type': wireType, ...(cookie === undefined ? {} : { Cookie: cookie }) };
}

/** Exchanges a launch link's token for a session; returns the cookie. */
export async function admit(url: string, launchLink: string): Promise<string> {
  const token = new URL(launchLink).hash.replace('#launch=', '');
  const answer = await send(url, { method: 'POST', path: '/session', headers: browserHeaders(url), body: toWire(token) });
  const cookie = answer.headers['set-cookie']?.[0];
  if (cookie === undefined) throw new Error(`not let in: ${answer.status}`);
  return cookie.replace(/;.*$/, '');
}

export async function callApi(url: string, cookie: string, method: string, input: unknown): Promise<unknown> {
  const answer = await send(url, { method: 'POST', path: `/api/${method}`, headers: browserHeaders(url, cookie), body: toWire(input) });
  return fromWire(answer.body);
}
