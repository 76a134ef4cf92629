import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { type MailPlans, plans } from '../../../contracts/mail.ts';
import { intentName } from '../../../lambdas/mail/rules.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';
import { aMailer } from '../../support/mail/a-mailer.ts';

describe('mail plans', () => {
  it('do not compile with a mail to the user of an event that may lack an e-mail address', () => {
    const toOperators: MailPlans = { UserDisabled: { template: 'welcome', recipient: 'operators' } };
    // @ts-expect-error UserDisabled has an optional e-mail address
    const toUser: MailPlans = { UserDisabled: { template: 'welcome', recipient: 'user' } };

    expect(Object.keys(toUser)).toEqual(Object.keys(toOperators));
  });

  it('keep the names that intent ids derive from', () => {
    expect(intentName(EVENT_ID, plans.UserRegistered)).toBe(`mail:${EVENT_ID}:welcome:person`);
    expect(intentName(EVENT_ID, plans.PlatformAlertRaised)).toBe(`mail:${EVENT_ID}:platform-alert:operators`);
  });
});

describe('sendMail', () => {
  it.each([undefined, ''])('sends nothing to the address %j', async (email) => {
    const { send, sent } = aMailer();

    await expect(send(aDelivery(userRegisteredV1, { email: email as never }))).rejects.toThrow();

    expect(sent).toEqual([]);
  });
});
