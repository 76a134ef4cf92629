import { reservationOf } from '../../../lambdas/domain/registration/record.ts';
import { operationOf, registeredEntry } from '../../../lambdas/registration/events.ts';
import { unlockEmail } from '../../../lambdas/registration/updates.ts';
import { productDependencies as real } from './functions/dependencies.ts';
import type { Mutant } from './mutant.ts';
import { renaming, unconditional } from './mutated-client.ts';

/** Mistakes of the tasks. */
export const registrationMutants: Readonly<Record<string, Mutant>> = {
  'our own earlier user counts as a stranger': {
    options: {
      deps: {
        userPool: (client, pool) =>
          real.userPool(renaming(client, 'UsernameExistsException', 'AliasExistsException'), pool),
      },
    },
    caughtBy: '4: the user was created, the answer lost',
  },
  'the address is free before the user is deleted': {
    options: {
      deps: {
        rollBackUser: (deps) => async (input) => {
          const { registration } = input;
          await deps.store.write(
            [unlockEmail(deps.registrationsTable, registration)],
            operationOf(registration, deps.clock()),
            [],
          );
          return real.rollBackUser(deps)(input);
        },
      },
    },
    caughtBy: '23: registering again during a rollback',
  },
  'the address is never freed': {
    options: {
      deps: {
        rollBackUser: (deps) => {
          const transition: typeof deps.store.transition = (change, [, ...others], ...rest) =>
            deps.store.transition(change, others, ...rest);
          return real.rollBackUser({ ...deps, store: { ...deps.store, transition } });
        },
      },
    },
    caughtBy: '11: crash after the delete, before the record',
  },
  'a rollback does not look at the record': {
    options: {
      deps: {
        registrationStore: (client, tables) =>
          real.registrationStore(unconditional(client, 'Update', tables.registrations), tables),
      },
    },
    caughtBy: 'keeps a user to whom a given-up try gives the roles while the rollback waits',
  },
  'a rollback does not publish its event': {
    options: {
      deps: {
        rollBackUser: (deps) => {
          const transition: typeof deps.store.transition = (change, others, operation, entries) =>
            deps.store.transition(
              change,
              others,
              operation,
              entries.filter(({ type }) => type !== 'UserRegistrationFailed'),
            );
          return real.rollBackUser({ ...deps, store: { ...deps.store, transition } });
        },
      },
    },
    caughtBy: '9: one of three roles is gone when they are given',
  },
  'completed roles announce the user again': {
    options: {
      deps: {
        completeRoles: (deps) => {
          const transition: typeof deps.store.transition = async (change, others, operation, entries) => {
            const record = await deps.store.find(change.registrationId);
            if (record === undefined) throw new Error('no record');
            const again = { ...registeredEntry(reservationOf(record), 'active'), key: 'registered-again' };
            return deps.store.transition(change, others, operation, [...entries, again]);
          };
          return real.completeRoles({ ...deps, store: { ...deps.store, transition } });
        },
      },
    },
    caughtBy: '7: the user is not visible yet',
  },
  'two registrations may have one address': {
    options: {
      deps: {
        registrationStore: (client, tables) =>
          real.registrationStore(unconditional(client, 'Put', tables.registrations), tables),
      },
    },
    caughtBy: '19: two registrations of one address, in another form',
  },
};
