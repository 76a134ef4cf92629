import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

export interface TlsServer {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  stop(): void;
}

const answer = JSON.stringify({ Items: [], Count: 0, ScannedCount: 0 });

/** Stands for DynamoDB: answers every call at once, over TLS, as a Query that found nothing. */
export function startTlsServer({ cert, key }: Certificate): Promise<TlsServer> {
  const server = createServer({ cert, key }, (incoming, response) => {
    incoming.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': answer.length });
      response.end(answer);
    });
  });
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, stop });
    });
  });
}
