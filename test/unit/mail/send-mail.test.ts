import { describe, expect, it } from 'vitest';
import { invitationCreatedV1 } from '../../../contracts/events/invitation-created.v1.ts';
import { userCreatedV1 } from '../../../contracts/events/user-created.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { LEASE_SECONDS } from '../../../lambdas/mail/rules.ts';
import { sendMail } from '../../../lambdas/mail/send-mail.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';
import { aMailer, NOW } from '../../support/mail/a-mailer.ts';
import { awsError } from '../../support/registration/fake-pool.ts';

const eventsIn = (journal: readonly { type: string; detail: { data: unknown } }[]) =>
  journal.map(({ type, detail }) => [type, detail.data]);

const statesIn = (items: ReadonlyMap<string, { state: string }>) => [...items.values()].map(({ state }) => state);

describe('sendMail', () => {
  it('mails a welcome to the user and journals MailSent with its cause', async () => {
    const { send, sent, journal, items } = aMailer();

    await send(aDelivery(userRegisteredV1));

    expect(sent).toMatchObject([{ to: 'ann@example.com', subject: 'Welcome to Rollcall' }]);
    expect(statesIn(items)).toEqual(['sent']);
    expect(journal).toMatchObject([
      {
        type: 'MailSent',
        detail: {
          metadata: { causationId: EVENT_ID, correlationId: 'cor-1', actor: { type: 'system' } },
          data: { template: 'welcome', causeEventId: EVENT_ID, intentId: journal[0]?.operationId },
        },
      },
    ]);
  });

  it('stores no address and no name in events and intents', async () => {
    const { send, journal, items } = aMailer();

    await send(aDelivery(userRegisteredV1));

    expect(JSON.stringify([journal, ...items.values()])).not.toMatch(/@|Ann/);
  });

  it('mails an invitation link whose token is stored nowhere', async () => {
    const { send, sent, journal, items } = aMailer();

    await send(aDelivery(invitationCreatedV1));

    const token = `token-of-invitation:${invitationCreatedV1.example.invitationId}:1`;
    expect(sent[0]?.text).toContain(`https://rollcall.example/invitations/accept?token=${token}`);
    expect(JSON.stringify([journal, ...items.values()])).not.toContain('token');
  });

  it('sends nothing for an event without a mail', async () => {
    const { send, sent, items } = aMailer();

    await send(aDelivery(userCreatedV1));

    expect(sent).toEqual([]);
    expect([...items]).toEqual([]);
  });

  it('sends one mail when an event is delivered twice', async () => {
    const { send, sent, journal } = aMailer();

    await send(aDelivery(userRegisteredV1));
    await send(aDelivery(userRegisteredV1));

    expect(sent).toHaveLength(1);
    expect(journal).toHaveLength(1);
  });

  it.each(['Throttling', 'ThrottlingException', 'AccountSendingPausedException', 'MailFromDomainNotVerifiedException'])(
    'sends the mail with the next delivery after %s',
    async (name) => {
      const { send, sent, items, journal } = aMailer(awsError(name));

      await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow();
      expect(statesIn(items)).toEqual(['pending']);

      await send(aDelivery(userRegisteredV1));
      expect(sent).toHaveLength(2);
      expect(journal.map(({ type }) => type)).toEqual(['MailSent']);
    },
  );

  it('journals MailFailed with the error’s name after a rejection, and does not send again', async () => {
    const { send, sent, journal } = aMailer(awsError('MessageRejected'));

    await send(aDelivery(userRegisteredV1));
    await send(aDelivery(userRegisteredV1));

    expect(sent).toHaveLength(1);
    expect(eventsIn(journal)).toMatchObject([['MailFailed', { reason: 'MessageRejected' }]]);
  });

  it.each(['TimeoutError', 'ServiceUnavailable', 'Error'])(
    'journals MailUnknown after %s, and does not send again',
    async (name) => {
      const { send, sent, journal } = aMailer(awsError(name));

      await send(aDelivery(userRegisteredV1));
      await send(aDelivery(userRegisteredV1));

      expect(sent).toHaveLength(1);
      expect(eventsIn(journal)).toMatchObject([['MailUnknown', { reason: 'answer_lost' }]]);
    },
  );

  it('keeps the intent pending after a connection error', async () => {
    const { send, items } = aMailer(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));

    await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow();

    expect(statesIn(items)).toEqual(['pending']);
  });

  describe('after a crashed attempt', () => {
    async function aMailerAfterACrash() {
      const mailer = aMailer();
      const end: typeof mailer.store.end = () => Promise.reject(new Error('the function died'));
      const crashing = sendMail({ ...mailer.deps, store: { ...mailer.store, end } });
      await expect(crashing(aDelivery(userRegisteredV1))).rejects.toThrow();
      return mailer;
    }

    it('throws while that attempt may still run', async () => {
      const { send, sent, items } = await aMailerAfterACrash();

      await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow('is being sent');

      expect(sent).toHaveLength(1);
      expect(statesIn(items)).toEqual(['sending']);
    });

    it('journals MailUnknown once the lease is over, and does not send again', async () => {
      const { send, sent, time, journal } = await aMailerAfterACrash();
      time.now = new Date(NOW.getTime() + (LEASE_SECONDS + 1) * 1000);

      await send(aDelivery(userRegisteredV1));

      expect(sent).toHaveLength(1);
      expect(eventsIn(journal)).toMatchObject([['MailUnknown', { reason: 'attempt_died' }]]);
    });
  });

  it('claims no intent when the mail cannot be composed', async () => {
    const { send, items } = aMailer();

    await expect(send(aDelivery(userRegisteredV1, { name: undefined as never }))).rejects.toThrow();

    expect([...items]).toEqual([]);
  });
});
