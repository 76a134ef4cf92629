import { AsyncLocalStorage } from 'node:async_hooks';
import { systemClock } from '../runtime.ts';
import { type SendSubsegment, sendToXRay, type Work } from './trace.ts';

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
