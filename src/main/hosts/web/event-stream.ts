import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { toWire } from '../../../contract/wire.ts';
import type { Served } from '../served.ts';
import { onWindowEvents } from '../window-events.ts';

/** Sends every event of the workbench to every browser that listens. */
export interface EventStream {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly clients: number;
  close(): void;
}

/** What may wait for a slow client. Past that it is cut off; it comes back by itself and asks for the present state. */
const bufferLimit = 8 * 1024 * 1024;
const heartbeatMs = 30_000;

export function createEventStream(workbench: Served, onClientsChanged: () => void): EventStream {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const silent = new Set<WebSocket>();

  const unsubscribe = onWindowEvents(workbench, (name, payload) => {
    if (server.clients.size === 0) return;
    const message = toWire([name, payload]);
    for (const client of server.clients) {
      if (client.bufferedAmount > bufferLimit) client.terminate();
      else client.send(message);
    }
  });

  const heartbeat = setInterval(() => {
    for (const client of server.clients) {
      if (silent.has(client)) client.terminate();
      else {
        silent.add(client);
        client.ping();
      }
    }
  }, heartbeatMs);
  heartbeat.unref();

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('pong', () => silent.delete(client));
        // `close` follows, whatever went wrong; without a listener the error would end the process.
        client.on('error', () => client.terminate());
        client.on('close', () => {
          silent.delete(client);
          onClientsChanged();
        });
        onClientsChanged();
      });
    },
    get clients() {
      return server.clients.size;
    },
    close() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
