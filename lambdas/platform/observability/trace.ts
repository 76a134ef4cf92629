import type { Socket } from 'node:dgram';
import { type Clock, systemClock } from '../clock.ts';

/** What Lambda tells of the present invocation; the trace's id changes with each. */
type Environment = Readonly<Partial<Record<'AWS_XRAY_DAEMON_ADDRESS' | '_X_AMZN_TRACE_ID', string>>>;

/** One unit of work: its place in the trace, and the ids that find it there. Never a person's data. */
export interface Work {
  readonly name: 'request' | 'task' | 'message' | 'sweep';
  readonly startedAt: Date;
  readonly ids: { readonly registrationId?: unknown; readonly correlationId?: unknown };
}

/** Resolves when the work is told, or cannot be; never rejects. */
export type Tell = (work: Work) => Promise<void>;

// The daemon is on the function's own machine: a datagram takes 0.3 ms, the first 4. An answer does not wait for one that hangs.
const TIMEOUT_MS = 10;

const HEADER = '{"format":"json","version":1}';

/** `Root=...;Parent=...;Sampled=1`, by name. Lambda adds parts of its own. */
const partsOf = ({ _X_AMZN_TRACE_ID: header = '' }: Environment) =>
  new Map(header.split(';').map((part) => part.split('=', 2) as [string, string]));

/** The invocation's trace, for a call that goes on with it; undefined when there is none. */
export function traceHeader(environment: Environment = process.env): string | undefined {
  const deps = partsOf(environment);
  const known = ['Root', 'Parent', 'Sampled'].filter((name) => deps.has(name));
  return deps.has('Root') ? known.map((name) => `${name}=${deps.get(name)}`).join(';') : undefined;
}

/** Eight of them. Unlike others of its trace, and no secret: node:crypto would cost the start 4 ms. */
const hexDigits = (): string =>
  Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** X-Ray's subsegment; undefined when this trace is not one that X-Ray keeps. Times are epoch seconds. */
function subsegmentOf({ name, startedAt, ids }: Work, endedAt: Date, environment: Environment): object | undefined {
  const deps = partsOf(environment);
  if (deps.get('Sampled') !== '1') return undefined;
  return {
    id: hexDigits() + hexDigits(),
    trace_id: deps.get('Root'),
    parent_id: deps.get('Parent'),
    type: 'subsegment',
    name,
    start_time: startedAt.getTime() / 1000,
    end_time: endedAt.getTime() / 1000,
    annotations: { registrationId: ids.registrationId, correlationId: ids.correlationId },
  };
}

/** The part of a UDP socket that is used. */
type Sends = Pick<Socket, 'send'>;

let opened: Socket | undefined;

/** One for all invocations, and not before the first: no start pays for it. An import() would load more than it. */
function socket(): Sends {
  // What belongs to no send, such as no port to send from, would end the process.
  opened ??= process
    .getBuiltinModule('node:dgram')
    .createSocket('udp4')
    .on('error', () => {})
    .unref();
  return opened;
}

function send(datagram: string, daemon: string, open: () => Sends): Promise<void> {
  const [host, port] = daemon.split(':');
  return new Promise((resolve) => {
    setTimeout(resolve, TIMEOUT_MS).unref();
    open().send(datagram, Number(port), host, () => resolve());
  });
}

/**
 * Tells X-Ray's daemon of a unit of work, where Lambda names a daemon and samples the trace.
 * Own code because X-Ray's SDK and Powertools' tracer are over the bundles' budget (docs/adr/0013).
 */
export const traceTo =
  (environment: Environment = process.env, clock: Clock = systemClock, open: () => Sends = socket): Tell =>
  async (work) => {
    const { AWS_XRAY_DAEMON_ADDRESS: daemon } = environment;
    const subsegment = daemon ? subsegmentOf(work, clock(), environment) : undefined;
    if (!daemon || !subsegment) return;
    // A trace that is lost is no reason for a registration to be.
    await send(`${HEADER}\n${JSON.stringify(subsegment)}`, daemon, open).catch(() => {});
  };
