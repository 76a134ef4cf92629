import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { error, inject, lostAnswer } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { publish, registered } from '../support/deployed/publish-event.ts';
import { hastenRedelivery, takeDeadLetter } from '../support/deployed/queues.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { faults, outputs } from '../support/deployed/system.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

beforeAll(async () => {
  await Promise.all((['audit', 'logging', 'mailer', 'invitation'] as const).map(hastenRedelivery));
});

const auditWrites = (text: string) => ({
  service: 'dynamodb',
  operation: 'PutItem',
  including: [outputs.tables.audit ?? '', text],
});

describe('the audit trail', () => {
  it('loses nothing while its store refuses writes', async () => {
    const plan = await planRegistration();
    // The SDK tries twice a delivery: all of the first one fail, and each event's second comes later.
    const outage = await inject({ ...auditWrites(plan.registrationId), effect: error('InternalServerError') });

    expect((await registerToTheEnd(plan)).status).toBe(201);
    await eventually('the store refuses', async () => ((await outage.count()).hit >= 4 ? true : undefined));
    await outage.heal();

    await expectInvariants(plan.registrationId);
  });

  it('has one entry for an event that is delivered twice, and the user gets one mail', async () => {
    const event = registered();
    const { metadata, data } = event.detail;

    await publish(event, event);
    await publish(event);

    const claims = { service: 'dynamodb', operation: 'UpdateItem', including: ['claimId', metadata.eventId] };
    for (const writes of [auditWrites(metadata.eventId), claims]) {
      await eventually('the consumers get all three', async () =>
        (await faults.calls(writes)).length >= 3 ? true : undefined,
      );
    }
    await eventually('the user gets a mail', async () => (await mailsTo(data.email))[0]);
    const entries = await entriesAbout(data.userId);
    expect(entries.map(({ eventId }) => eventId)).toEqual([metadata.eventId]);
    expect(await mailsTo(data.email)).toHaveLength(1);
  });
});

describe('a poison message', () => {
  it('moves to the dead-letter queue of each consumer, and the rest of its batch is handled', async () => {
    const [before, after] = [registered(), registered()];
    const poison = { type: 'UserRegistered' as const, detail: { metadata: { eventId: randomUUID() }, data: {} } };

    await publish(before, poison, after);

    await eventuallyHolds('the neighbours are recorded and written to', async () => {
      for (const { detail } of [before, after]) {
        expect(await entriesAbout(detail.data.userId)).toHaveLength(1);
        expect(await mailsTo(detail.data.email)).toHaveLength(1);
      }
    });
    for (const consumer of ['audit', 'logging', 'mailer', 'invitation'] as const) {
      const message = await eventually(`the ${consumer} consumer moves the message to its dead-letter queue`, () =>
        takeDeadLetter(consumer, poison.detail.metadata.eventId),
      );
      expect(JSON.parse(message)).toMatchObject({ 'detail-type': poison.type, detail: poison.detail });
    }
  });
});

describe('a mail', () => {
  const sending = (email: string) => ({ service: 'ses', operation: 'SendEmail', including: [email] });

  it('with an unknown outcome is recorded as unknown and never sent again', async () => {
    const plan = await planRegistration();
    const { email } = plan.account;
    await inject({ ...sending(email), effect: lostAnswer });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    const traces = await expectInvariants(plan.registrationId);
    expect(traces.intents).toMatchObject([{ state: 'unknown', actions: ['MAIL_UNKNOWN'] }]);
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await faults.calls(sending(email))).toHaveLength(1);
  });

  it('that SES throttled is sent by the next delivery', async () => {
    const plan = await planRegistration();
    const { email } = plan.account;
    await inject({ ...sending(email), hits: { first: 1 }, effect: error('Throttling') });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    const traces = await expectInvariants(plan.registrationId);
    expect(traces.intents).toMatchObject([{ state: 'sent', actions: ['MAIL_SENT'] }]);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('that SES refuses for good is recorded as failed', async () => {
    const plan = await planRegistration();
    const { email } = plan.account;
    await inject({ ...sending(email), effect: error('MessageRejected') });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    const traces = await expectInvariants(plan.registrationId);
    expect(traces.intents).toMatchObject([{ state: 'failed', actions: ['MAIL_FAILED'] }]);
    expect(await mailsTo(email)).toEqual([]);
  });
});
