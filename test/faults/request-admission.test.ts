import { describe, expect, it } from 'vitest';
import { problemOf } from '../support/deployed/api.ts';
import { error, inject, lostAnswer } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { planRegistration, register, registerToTheEnd } from '../support/deployed/registration.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { tracesOf } from '../support/deployed/traces.ts';

const starting = (registrationId: string) => ({
  service: 'states',
  operation: 'StartExecution',
  including: [registrationId],
});

const admitting = (registrationId: string) => ({
  service: 'dynamodb',
  operation: 'PutItem',
  including: [`REGISTRATION#${registrationId}`],
});

describe('an admitted registration request', () => {
  it('makes one registration when the answer to StartExecution is lost', async () => {
    const plan = await planRegistration();
    await inject({ ...starting(plan.registrationId), hits: { first: 1 }, effect: lostAnswer });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    await expectInvariants(plan.registrationId);
  });

  it('gets 503 when the workflow does not start, and makes the same registration when repeated', async () => {
    const plan = await planRegistration();
    const fault = await inject({ ...starting(plan.registrationId), effect: error('ThrottlingException') });

    const refused = await register(plan);
    expect(refused.status).toBe(503);
    expect(problemOf(refused)).toBe('unavailable');
    expect(await tracesOf(plan.registrationId)).toMatchObject({
      inPool: false,
      rows: [],
      record: { state: 'reserved' },
    });
    await fault.heal();

    expect(await registerToTheEnd(plan)).toMatchObject({ status: 201, body: { registrationId: plan.registrationId } });
    await expectInvariants(plan.registrationId);
  });
});

describe('a registration request that the store does not take', () => {
  it('leaves nothing, and can be repeated', async () => {
    const plan = await planRegistration();
    const fault = await inject({ ...admitting(plan.registrationId), effect: error('InternalServerError') });

    const refused = await register(plan);
    expect(refused.status).toBe(503);
    expect(await tracesOf(plan.registrationId)).toMatchObject({ record: undefined, rows: [], entries: [] });
    await fault.heal();

    expect((await registerToTheEnd(plan)).status).toBe(201);
    await expectInvariants(plan.registrationId);
  });

  it('is admitted once when the answer is lost', async () => {
    const plan = await planRegistration();
    await inject({ ...admitting(plan.registrationId), hits: { first: 1 }, effect: lostAnswer });

    expect((await registerToTheEnd(plan)).status).toBe(201);
    await expectInvariants(plan.registrationId);
  });
});

describe('the authorizer', () => {
  it('refuses every caller when it cannot read their permissions', async () => {
    const { userId, api } = await newUser('readonly');
    const reading = { service: 'dynamodb', operation: 'GetItem', including: [userId] };
    const fault = await inject({ ...reading, effect: error('InternalServerError') });

    const refused = await api('GET', '/v1/users');
    expect(refused.status).toBe(503);
    expect(problemOf(refused)).toBe('unavailable');
    await fault.heal();

    expect((await api('GET', '/v1/users')).status).toBe(200);
  });
});
