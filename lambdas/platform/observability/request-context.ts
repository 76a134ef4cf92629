import { AsyncLocalStorage } from 'node:async_hooks';
import { systemClock } from '../clock.ts';
import { type Tell, traceTo, type Work } from './trace.ts';

/** What a unit of work is about, by names of ids: never a person's data. */
export type Ids = Readonly<Record<string, unknown>>;

const present = new AsyncLocalStorage<{ ids: Ids }>();
const tellXRay = traceTo();

/** The ids of the work that is being done; none outside of any. */
export const currentContext = (): Ids => present.getStore()?.ids ?? {};

/** Adds what is known only now, such as the registration that a request has begun. Does nothing outside of a unit of work. */
export function addContext(ids: Ids): void {
  const work = present.getStore();
  if (work) work.ids = { ...work.ids, ...ids };
}

/**
 * Has every line that `run` logs carry these ids, whoever writes it, and so its part of the trace: the one
 * place that sets either. Answers and throws what `run` does.
 */
export function runWithContext<T>(
  name: Work['name'],
  ids: Ids,
  run: () => Promise<T>,
  tell: Tell = tellXRay,
): Promise<T> {
  const startedAt = systemClock();
  return present.run({ ids }, async () => {
    try {
      return await run();
    } finally {
      await tell({ name, startedAt, ids: currentContext() });
    }
  });
}
