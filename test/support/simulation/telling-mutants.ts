import { productParts as real } from './functions/parts.ts';
import type { Mutant } from './mutant.ts';
import { unconditional } from './mutated-client.ts';

/** Mistakes of publisher and consumers. */
export const tellingMutants: Readonly<Record<string, Mutant>> = {
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
};
