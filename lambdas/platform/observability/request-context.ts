import { AsyncLocalStorage } from 'node:async_hooks';
import type { Socket } from 'node:dgram';
import { type Clock, systemClock } from '../runtime.ts';

/** Lambda's variables of the current invocation; the trace id changes with each. */
type Environment = Readonly<Partial<Record<'AWS_XRAY_DAEMON_ADDRESS' | '_X_AMZN_TRACE_ID', string>>>;

/** A traced request, task, message or sweep, and the ids that find its trace: never personal data. */
export interface Work {
  readonly name: 'request' | 'task' | 'message' | 'sweep';
  readonly startedAt: Date;
  readonly ids: { readonly registrationId?: unknown; readonly correlationId?: unknown };
}

/** Resolves when the subsegment is sent or lost; never rejects. */
export type SendSubsegment = (work: Work) => Promise<void>;

// The daemon runs beside the function: a datagram takes 0.3 ms, the first 4. A response does not wait for a daemon that hangs.
const TIMEOUT_MS = 10;

const HEADER = '{"format":"json","version":1}';

/** `Root=...;Parent=...;Sampled=1`, by name. Lambda adds parts of its own. */
const fieldsOf = ({ _X_AMZN_TRACE_ID: header = '' }: Environment) =>
  new Map(header.split(';').map((part) => part.split('=', 2) as [string, string]));

/** The invocation's trace, for a call that goes on with it; undefined when there is none. */
export function traceHeader(environment: Environment = process.env): string | undefined {
  const fields = fieldsOf(environment);
  const known = ['Root', 'Parent', 'Sampled'].filter((name) => fields.has(name));
  return fields.has('Root') ? known.map((name) => `${name}=${fields.get(name)}`).join(';') : undefined;
}

/** Eight hexadecimal digits. Not a secret: Math.random suffices, and node:crypto would cost the start 4 ms. */
const hexDigits = (): string =>
  Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** X-Ray's subsegment; undefined when this trace is not one that X-Ray keeps. Times are epoch seconds. */
function subsegmentOf({ name, startedAt, ids }: Work, endedAt: Date, environment: Environment): object | undefined {
  const fields = fieldsOf(environment);
  if (fields.get('Sampled') !== '1') return undefined;
  return {
    id: hexDigits() + hexDigits(),
    trace_id: fields.get('Root'),
    parent_id: fields.get('Parent'),
    type: 'subsegment',
    name,
    start_time: startedAt.getTime() / 1000,
    end_time: endedAt.getTime() / 1000,
    annotations: { registrationId: ids.registrationId, correlationId: ids.correlationId },
  };
}

/** The used part of a UDP socket. */
type Sends = Pick<Socket, 'send'>;

let opened: Socket | undefined;

/** One for all invocations, opened at the first, which keeps it out of the start. An import() would load more. */
function socket(): Sends {
  // An error outside of a send, such as no free port, would end the process.
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
 * Sends a subsegment to X-Ray's daemon, where Lambda names a daemon and samples the trace.
 * Own code because X-Ray's SDK and Powertools' tracer are over the bundles' budget (docs/adr/0013).
 */
export const sendToXRay =
  (environment: Environment = process.env, clock: Clock = systemClock, open: () => Sends = socket): SendSubsegment =>
  async (work) => {
    const { AWS_XRAY_DAEMON_ADDRESS: daemon } = environment;
    const subsegment = daemon ? subsegmentOf(work, clock(), environment) : undefined;
    if (!daemon || !subsegment) return;
    // A lost trace must not fail a registration.
    await send(`${HEADER}\n${JSON.stringify(subsegment)}`, daemon, open).catch(() => {});
  };

/** The ids of a request, task or message, by name: never personal data. */
export type Ids = Readonly<Record<string, unknown>>;

const storage = new AsyncLocalStorage<{ ids: Ids }>();
const sendToDaemon = sendToXRay();

/** The ids of the current request, task or message; empty outside of any. */
export const currentContext = (): Ids => storage.getStore()?.ids ?? {};

/** Adds ids that are known only now, such as the registration that a request started. Does nothing outside of a context. */
export function addContext(ids: Ids): void {
  const context = storage.getStore();
  if (context) context.ids = { ...context.ids, ...ids };
}

/**
 * Runs `run` so that each of its log lines and its X-Ray subsegment carry these ids: the one place that sets either.
 * Returns and throws what `run` does.
 */
export function runWithContext<T>(
  name: Work['name'],
  ids: Ids,
  run: () => Promise<T>,
  sendSubsegment: SendSubsegment = sendToDaemon,
): Promise<T> {
  const startedAt = systemClock();
  return storage.run({ ids }, async () => {
    try {
      return await run();
    } finally {
      await sendSubsegment({ name, startedAt, ids: currentContext() });
    }
  });
}
