import { productDependencies as real } from './functions/dependencies.ts';
import type { Mutant } from './mutant.ts';
import { unconditional } from './mutated-client.ts';

/** Mistakes of publisher and consumers. */
export const deliveryMutants: Readonly<Record<string, Mutant>> = {
  'entries that the bus refused count as published': {
    options: {
      deps: {
        eventBus: (client, bus) => {
          const deps = real.eventBus(client, bus);
          return { ...deps, putEvents: async (entries) => (await deps.putEvents(entries)).map(() => ({})) };
        },
      },
    },
    caughtBy: '14: publishing fails in part',
  },
  'the publisher drops what it could not publish': {
    options: {
      deps: {
        publishJournal: (deps) => async (event) => {
          await real.publishJournal(deps)(event);
          return { batchItemFailures: [] };
        },
      },
    },
    caughtBy: '14: the bus is down for half an hour',
  },
  'the mail goes out before its intent is recorded': {
    options: {
      deps: {
        sendMail: (deps) =>
          real.sendMail({
            ...deps,
            compose: async (type, event) => {
              const mail = await deps.compose(type, event);
              await deps.deliver(mail);
              return mail;
            },
            deliver: async () => {},
          }),
      },
    },
    caughtBy: '16: the mailer crashes after the send',
  },
  'any invocation may claim a mail': {
    options: {
      deps: {
        intentStore: (client, tables) => real.intentStore(unconditional(client, 'Update', tables.mail), tables),
      },
    },
    caughtBy: '15: every message comes twice',
  },
  'the audit trail takes an event twice': {
    options: {
      deps: { auditAppender: (client, table) => real.auditAppender(unconditional(client, 'Put', table), table) },
    },
    caughtBy: '15: every message comes twice',
  },
  'an invitation is consumed without a condition': {
    options: {
      deps: {
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
      deps: {
        consumer: (handle) => async (event) => {
          await real.consumer(handle)(event);
          return { batchItemFailures: [] };
        },
      },
    },
    caughtBy: '15: the audit store is down for half an hour',
  },
};
