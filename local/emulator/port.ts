import { createServer } from 'node:net';
import { CommandError } from '../command-error.ts';

/** Listens for a moment; returns the port, or undefined when `port` is taken. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const actual = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(actual));
    });
  });
}

export const isPortFree = async (port: number): Promise<boolean> => (await tryPort(port)) !== undefined;

/** A free port. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0);
  if (port === undefined) throw new CommandError('No port is free on 127.0.0.1; end some programs and try again.');
  return port;
}

export async function requireFreePort(port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new CommandError(
    `Port ${port} is taken by another program; end that one, or choose another port: ROLLCALL_PORT=${port + 1} npx rollcall start.`,
  );
}
