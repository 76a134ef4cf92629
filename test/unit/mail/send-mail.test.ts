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

describe('the mailer', () => {
  it('welcomes the person, and journals that with the cause', async () => {
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

  it('keeps addresses and names out of its events and its items', async () => {
    const { send, journal, items } = aMailer();

    await send(aDelivery(userRegisteredV1));

    expect(JSON.stringify([journal, ...items.values()])).not.toMatch(/@|Ann/);
  });

  it('invites with a link whose token is in nothing but the mail', async () => {
    const { send, sent, journal, items } = aMailer();

    await send(aDelivery(invitationCreatedV1));

    const token = `token-of-invitation:${invitationCreatedV1.example.invitationId}:1`;
    expect(sent[0]?.text).toContain(`https://rollcall.example/invitations/accept?token=${token}`);
    expect(JSON.stringify([journal, ...items.values()])).not.toContain('token');
  });

  it('sends nothing for an event that asks for no mail', async () => {
    const { send, sent, items } = aMailer();

    await send(aDelivery(userCreatedV1));

    expect([sent, [...items]]).toEqual([[], []]);
  });

  it('sends once when an event comes twice', async () => {
    const { send, sent, journal } = aMailer();

    await send(aDelivery(userRegisteredV1));
    await send(aDelivery(userRegisteredV1));

    expect(sent).toHaveLength(1);
    expect(journal).toHaveLength(1);
  });

  it.each(['Throttling', 'ThrottlingException', 'AccountSendingPausedException', 'MailFromDomainNotVerifiedException'])(
    'sends later what %s stopped',
    async (name) => {
      const { send, sent, items, journal } = aMailer(awsError(name));

      await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow();
      expect(statesIn(items)).toEqual(['pending']);

      await send(aDelivery(userRegisteredV1));
      expect(sent).toHaveLength(2);
      expect(journal.map(({ type }) => type)).toEqual(['MailSent']);
    },
  );

  it('never sends again what the service rejected, and says why by the error’s name', async () => {
    const { send, sent, journal } = aMailer(awsError('MessageRejected'));

    await send(aDelivery(userRegisteredV1));
    await send(aDelivery(userRegisteredV1));

    expect(sent).toHaveLength(1);
    expect(eventsIn(journal)).toMatchObject([['MailFailed', { reason: 'MessageRejected' }]]);
  });

  it.each(['TimeoutError', 'ServiceUnavailable', 'Error'])(
    'records a mail as unknown after %s, and never sends it again',
    async (name) => {
      const { send, sent, journal } = aMailer(awsError(name));

      await send(aDelivery(userRegisteredV1));
      await send(aDelivery(userRegisteredV1));

      expect(sent).toHaveLength(1);
      expect(eventsIn(journal)).toMatchObject([['MailUnknown', { reason: 'answer_lost' }]]);
    },
  );

  it('sends later what never reached the service', async () => {
    const { send, items } = aMailer(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));

    await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow();

    expect(statesIn(items)).toEqual(['pending']);
  });

  describe('after an attempt that died', () => {
    async function aDeadAttempt() {
      const mailer = aMailer();
      const settle: typeof mailer.store.settle = () => Promise.reject(new Error('the function died'));
      const dying = sendMail({ ...mailer.parts, store: { ...mailer.store, settle } });
      await expect(dying(aDelivery(userRegisteredV1))).rejects.toThrow();
      return mailer;
    }

    it('waits while it may still be at work', async () => {
      const { send, sent, items } = await aDeadAttempt();

      await expect(send(aDelivery(userRegisteredV1))).rejects.toThrow('is being sent');

      expect(sent).toHaveLength(1);
      expect(statesIn(items)).toEqual(['sending']);
    });

    it('records its mail as unknown afterwards, and does not send it again', async () => {
      const { send, sent, time, journal } = await aDeadAttempt();
      time.now = new Date(NOW.getTime() + (LEASE_SECONDS + 1) * 1000);

      await send(aDelivery(userRegisteredV1));

      expect(sent).toHaveLength(1);
      expect(eventsIn(journal)).toMatchObject([['MailUnknown', { reason: 'attempt_died' }]]);
    });
  });

  it('claims nothing when the mail cannot be composed', async () => {
    const { send, items } = aMailer();

    await expect(send(aDelivery(userRegisteredV1, { name: undefined as never }))).rejects.toThrow();

    expect([...items]).toEqual([]);
  });
});
