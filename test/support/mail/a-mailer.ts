import { type AddressedMail, composer } from '../../../lambdas/mail/compose.ts';
import { type MailerDependencies, sendMail } from '../../../lambdas/mail/send-mail.ts';
import { fakeIntents } from './fake-intents.ts';

export const NOW = new Date('2026-11-22T09:30:00.000Z');

/** A mailer over fakes. `answers` are the mail service's, in turn: an error, or undefined for yes. */
export function aMailer(...answers: readonly (Error | undefined)[]) {
  const intents = fakeIntents();
  const sent: AddressedMail[] = [];
  const waiting = [...answers];
  const time = { now: NOW };
  let ids = 0;
  const deps: MailerDependencies = {
    compose: composer({
      tokens: { derive: async (purpose) => `token-of-${purpose}` },
      appUrl: 'https://rollcall.example',
      operators: 'operators@example.com',
    }),
    store: intents.store,
    deliver: async (mail) => {
      sent.push(mail);
      const error = waiting.shift();
      if (error) throw error;
    },
    clock: () => time.now,
    newId: () => {
      ids += 1;
      return `claim-${ids}`;
    },
  };
  return { send: sendMail(deps), deps, sent, time, ...intents };
}
