import { getRequestListener } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { PublicPages } from './public-pages.ts';

/** Listens on a port; kept pages are answered before the router. Throws a sentence that helps when the port is taken. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>, pages: PublicPages, port: number, host?: string): Promise<Server> {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    if (!pages.send(request, response)) void listener(request, response);
  });
  // A villager on 2G needs minutes for a photo; a stuck connection must end all the same.
  server.requestTimeout = 15 * 60_000;
  server.headersTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error));
    server.listen(port, host, resolve);
  });
  return server;
}

export class PortTaken extends Error {
  constructor(port: number) {
    super(`Cổng ${port} đang có chương trình khác dùng. Hãy chọn cổng khác: bin/start --port ${port + 1}`);
  }
}

/** Answers what is under way, takes nothing new, and waits at most `ms`. */
export async function stopListening(server: Server, ms = 5000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), ms);
  await closed;
  clearTimeout(force);
}
