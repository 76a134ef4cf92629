import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What X-Ray's daemon received, as far as tests read it. */
export interface ReceivedSegment {
  readonly header: unknown;
  readonly subsegment: Readonly<Record<string, unknown>>;
}

/** X-Ray's daemon on a port of its own: it hears what is sent by UDP, and forwards nothing. */
export async function startDaemon() {
  const socket = createSocket('udp4');
  const received: ReceivedSegment[] = [];
  socket.on('message', (datagram) => {
    const [header = '', subsegment = '', ...more] = String(datagram).split('\n');
    if (more.length > 0) throw new Error('a datagram is a header and one subsegment');
    received.push({ header: JSON.parse(header), subsegment: JSON.parse(subsegment) });
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    received,
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => void socket.close(),
  };
}

export type Daemon = Awaited<ReturnType<typeof startDaemon>>;
