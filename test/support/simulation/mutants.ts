import { registeredEntry } from '../../../lambdas/registration/events.ts';
import { reservationOf } from '../../../lambdas/registration/record.ts';
import { operationOf } from '../../../lambdas/registration/store.ts';
import { freeEmail } from '../../../lambdas/registration/updates.ts';
import { registerUserText } from './asl/definition.ts';
import { productParts as real } from './functions/parts.ts';
import { renaming, unconditional } from './mutated-client.ts';
import type { namedFaults } from './named-faults.ts';
import type { regressions } from './regressions.ts';
import type { WorldOptions } from './world.ts';

/** A mistake that somebody could make, planted by passing it in, and the fault whose test catches it. */
interface Mutant {
  readonly options: Pick<WorldOptions, 'parts' | 'definition'>;
  readonly caughtBy: keyof typeof namedFaults | keyof typeof regressions;
}

/** The machine with one text of it changed; a change that does nothing is a mistake of this table. */
function machineWith(before: string, after: string): string {
  const changed = registerUserText.replace(before, after);
  if (changed === registerUserText) throw new Error(`the machine does not say ${before}`);
  return changed;
}

/** The state named `name`, up to the next one. */
function stateText(name: string): string {
  const start = registerUserText.indexOf(`    "${name}": {`);
  const end = registerUserText.indexOf('\n    },\n', start);
  return registerUserText.slice(start, end);
}

const withState = (name: string, before: string, after: string): string =>
  machineWith(stateText(name), stateText(name).replace(before, after));

export const mutants: Readonly<Record<string, Mutant>> = {
  'our own earlier user counts as somebody else': {
    options: {
      parts: {
        userPool: (client, pool) =>
          real.userPool(renaming(client, 'UsernameExistsException', 'AliasExistsException'), pool),
      },
    },
    caughtBy: '4: the user was created, the answer lost',
  },
  'the address is free before the user is deleted': {
    options: {
      parts: {
        rollBackUser: (deps) => async (input) => {
          const { registration } = input;
          await deps.store.write(
            [freeEmail(deps.registrationsTable, registration)],
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
      parts: {
        rollBackUser: (deps) => {
          const move: typeof deps.store.move = (change, [, ...others], ...rest) =>
            deps.store.move(change, others, ...rest);
          return real.rollBackUser({ ...deps, store: { ...deps.store, move } });
        },
      },
    },
    caughtBy: '11: crash after the delete, before the record',
  },
  'a rollback does not look at the record': {
    options: {
      parts: {
        registrationStore: (client, tables) =>
          real.registrationStore(unconditional(client, 'Update', tables.registrations), tables),
      },
    },
    caughtBy: 'does not lock out a user whose roles were given by a try whose answer was lost',
  },
  'a rollback does not tell that it is done': {
    options: {
      parts: {
        rollBackUser: (deps) => {
          const move: typeof deps.store.move = (change, others, operation, entries) =>
            deps.store.move(
              change,
              others,
              operation,
              entries.filter(({ type }) => type !== 'UserRegistrationFailed'),
            );
          return real.rollBackUser({ ...deps, store: { ...deps.store, move } });
        },
      },
    },
    caughtBy: '9: one of three roles is gone when they are given',
  },
  'entries that the bus refused count as published': {
    options: {
      parts: {
        eventBus: (client, bus) => {
          const parts = real.eventBus(client, bus);
          return { ...parts, putEvents: async (entries) => (await parts.putEvents(entries)).map(() => ({})) };
        },
      },
    },
    caughtBy: '14: publishing fails in part',
  },
  'the publisher drops what it could not publish': {
    options: {
      parts: {
        publishJournal: (parts) => async (event) => {
          await real.publishJournal(parts)(event);
          return { batchItemFailures: [] };
        },
      },
    },
    caughtBy: '14: the bus is down for half an hour',
  },
  'event ids are random': {
    options: {
      definition: machineWith("$hash('rollcall:events:' & $states.context.Execution.Name", '$hash($string($random())'),
    },
    caughtBy: '14: the publisher and the machine publish, and nobody hears of it',
  },
  'an attempt that the bus did not take is forgotten': {
    options: { definition: machineWith('"announced": false', '"announced": true') },
    caughtBy: '14: the bus is down for half an hour',
  },
  'trying again has no end': {
    options: { definition: withState('Assign Roles', '"MaxAttempts": 4', '"MaxAttempts": 99999999') },
    caughtBy: '8: throttling and 503 to the end',
  },
  'what may pass deletes the user': {
    options: { definition: withState('Assign Roles', '"Next": "Defer Roles"', '"Next": "Roll Back User"') },
    caughtBy: '7: the user is not visible yet',
  },
  'a failed rollback is not recorded': {
    options: {
      definition: withState('Roll Back User', '"Next": "Record Rollback Failure"', '"Next": "Rollback Failed"'),
    },
    caughtBy: '10: the rollback fails',
  },
  'completed roles announce the user again': {
    options: {
      parts: {
        completeRoles: (deps) => {
          const move: typeof deps.store.move = async (change, others, operation, entries) => {
            const record = await deps.store.find(change.registrationId);
            if (record === undefined) throw new Error('no record');
            const again = { ...registeredEntry(reservationOf(record), 'active'), place: 'registered-again' };
            return deps.store.move(change, others, operation, [...entries, again]);
          };
          return real.completeRoles({ ...deps, store: { ...deps.store, move } });
        },
      },
    },
    caughtBy: '7: the user is not visible yet',
  },
  'the mail goes out before its intent is recorded': {
    options: {
      parts: {
        sendMail: (parts) =>
          real.sendMail({
            ...parts,
            compose: async (type, event) => {
              const mail = await parts.compose(type, event);
              await parts.deliver(mail);
              return mail;
            },
            deliver: async () => {},
          }),
      },
    },
    caughtBy: '16: the mailer crashes after the send',
  },
  'anybody may claim a mail': {
    options: {
      parts: {
        intentStore: (client, tables) => real.intentStore(unconditional(client, 'Update', tables.mail), tables),
      },
    },
    caughtBy: '15: every message comes twice',
  },
  'the audit trail takes an event twice': {
    options: {
      parts: { auditAppender: (client, table) => real.auditAppender(unconditional(client, 'Put', table), table) },
    },
    caughtBy: '15: every message comes twice',
  },
  'an invitation is consumed without a condition': {
    options: {
      parts: {
        acceptanceStore: (client, tables) => {
          const consuming = unconditional(
            unconditional(client, 'Update', tables.invitations),
            'Delete',
            tables.invitations,
          );
          return real.acceptanceStore(unconditional(consuming, 'Put', tables.access), tables);
        },
      },
    },
    caughtBy: '15: every message comes twice',
  },
  'a consumer says that all went well': {
    options: {
      parts: {
        consumer: (handle) => async (event) => {
          await real.consumer(handle)(event);
          return { batchItemFailures: [] };
        },
      },
    },
    caughtBy: '15: the audit store is down for half an hour',
  },
  'two registrations may have one address': {
    options: {
      parts: {
        registrationStore: (client, tables) =>
          real.registrationStore(unconditional(client, 'Put', tables.registrations), tables),
      },
    },
    caughtBy: '19: two registrations of one address, in another form',
  },
};
