import { productDependencies as real } from './functions/dependencies.ts';
import type { Mutant } from './mutant.ts';
import { unconditional } from './mutated-client.ts';

const LONG_AGO = '2026-01-01T00:00:00.000Z';

/** Mistakes of the reconciler. */
export const reconciliationMutants: Readonly<Record<string, Mutant>> = {
  'it removes without the record’s word': {
    options: {
      deps: {
        readSubjects: (client, tables) => {
          const read = real.readSubjects(client, tables);
          return async (candidates) =>
            (await read(candidates)).map((found) => ({
              ...found,
              holdsRoles: false,
              record: { registrationId: '', ...found.record, state: 'rolled_back', updatedAt: LONG_AGO },
            }));
        },
      },
    },
    caughtBy: 'a user reaches the pool after its registration was rolled back',
  },
  'it goes by the mark alone, not by the id that the registration chose': {
    options: {
      deps: {
        readSubjects: (client, tables) => {
          const read = real.readSubjects(client, tables);
          return async (candidates) => (await read(candidates)).map((found) => ({ ...found, hasDerivedId: true }));
        },
      },
    },
    caughtBy: 'a user reaches the pool after its registration died with its execution',
  },
  'it forgets where a pass stood': {
    options: {
      deps: {
        reconciliationStore: (client, tables) => {
          const store = real.reconciliationStore(client, tables);
          return {
            ...store,
            release: (pass, lease) => store.release(pass && { ...pass, cursor: undefined }, lease),
          };
        },
      },
    },
    caughtBy: 'a reconciliation breaks on its second page',
  },
  'it takes a lookup that failed for a user who is not there': {
    options: {
      deps: {
        reconciledPool: (...given) => {
          const pool = real.reconciledPool(...given);
          return { ...pool, exists: (userId) => pool.exists(userId).catch(() => false) };
        },
      },
    },
    caughtBy: 'the pool neither lists a healthy user nor finds it by id',
  },
  'it stores no intent before a removal': {
    options: {
      deps: {
        removeNext: (remove, clock) => {
          const next = real.removeNext(remove, clock);
          return (pass) => next(pass, async () => {});
        },
      },
    },
    caughtBy: 'the reconciler dies behind the pool',
  },
  'any invocation may work on a pass': {
    options: {
      deps: {
        reconciliationStore: (client, tables) =>
          real.reconciliationStore(
            unconditional(unconditional(client, 'Update', tables.registrations), 'Put', tables.registrations),
            tables,
          ),
      },
    },
    caughtBy: 'two reconciliations at once',
  },
};
