import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './wire.ts';

// The emulator answers a kept connection in two segments, which costs 40 ms a call.
const agent = new Agent({ keepAlive: false });

/** The request that a handler sent, whole. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

// They speak of one connection, and ours are others.
const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'];

export function withoutConnection<Headers extends object>(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.includes(name))) as Headers;
}

/** Sends a request on and reads the whole answer. */
export function forward(upstream: string, { method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, upstream),
      { method, agent, headers: { ...withoutConnection(headers), 'content-length': body.length } },
      async (incoming) => {
        try {
          const answered = withoutConnection(incoming.headers) as Answer['headers'];
          resolve({ status: incoming.statusCode ?? 502, headers: answered, body: await buffer(incoming) });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
