import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Drops every connection. */
  stop(): Promise<void>;
}

/** A server on the loopback interface only, on any free port. */
export function listen(handler: RequestListener): Promise<Listening> {
  // A handler's client keeps its connections; closing an idle one would look like a fault of ours.
  const server = createServer({ keepAliveTimeout: 600_000 }, handler);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop });
    });
  });
}
