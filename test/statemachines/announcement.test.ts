import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { metadata } from '../../contracts/events/define-event.ts';
import { userRegistrationStartedV1 } from '../../contracts/events/user-registration-started.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import { parse } from '../../lambdas/platform/parse.ts';
import { eventIdOf } from '../../lambdas/platform/runtime.ts';
import { definition } from './definition.ts';

/** A JSONata function of Step Functions, which the jsonata package does not have. */
const hash = (text: string, algorithm: string) =>
  createHash(algorithm.replace('-', '').toLowerCase()).update(text).digest('hex');

async function evaluate(node: unknown, bindings: Record<string, unknown>): Promise<unknown> {
  if (typeof node === 'string' && node.startsWith('{%')) {
    const expression = jsonata(node.slice(2, -2));
    expression.registerFunction('hash', hash);
    return structuredClone(await expression.evaluate({}, bindings));
  }
  if (typeof node !== 'object' || node === null) return node;
  const entries = await Promise.all(
    Object.entries(node).map(async ([key, value]) => [key, await evaluate(value, bindings)]),
  );
  return Object.fromEntries(entries);
}

/** The detail of the event that the state `name` publishes for this input, evaluated with JSONata as on AWS. */
async function publishedDetail(name: string, input: unknown, variables: Record<string, unknown> = {}) {
  const state = definition().States[name] as unknown as { Arguments: { Entries: { Detail: unknown }[] } };
  const context = { Execution: { Name: 'reg-1', Input: input }, State: { EnteredTime: '2026-11-22T09:30:00.000Z' } };
  const detail = await evaluate(state.Arguments.Entries[0]?.Detail, { states: { context, input }, ...variables });
  return detail as { metadata: { eventId: string; actor: unknown; correlationId: string }; data: unknown };
}

const by = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

describe('the state Announce Attempt', () => {
  it('publishes the event id that the journal derives', async () => {
    const detail = await publishedDetail('Announce Attempt', { email: 'a@example.com', roles: [] });
    expect(detail.metadata.eventId).toBe(eventIdOf('reg-1', 'started'));
  });

  it('publishes the actor and the correlation id', async () => {
    const detail = await publishedDetail('Announce Attempt', {
      email: 'a@example.com',
      requestedBy: by,
      correlationId: 'cor-1',
    });
    expect(detail.metadata).toMatchObject({ actor: { type: 'user', id: by }, correlationId: 'cor-1' });
  });

  it.each([
    ['email', 'email'],
    ['external', 'external'],
    [undefined, 'admin'],
    ['post', 'admin'],
    [['email', 'external'], 'admin'],
  ])('publishes the method %j as %s', async (method, published) => {
    expect(await publishedDetail('Announce Attempt', { method })).toMatchObject({ data: { method: published } });
  });

  const inputs = [
    { email: 'Ann@Example.com', name: 'Ann', roles: ['user', 'readonly'], requestedBy: by },
    { email: 'ann@example.com', roles: ['user'] },
    { email: 7, name: null, roles: 'user', requestedBy: 12, correlationId: ['x'] },
    { roles: [1, 'user', null], requestedBy: 'no-uuid', correlationId: 'has blanks' },
    { email: 'x'.repeat(300), name: 'y'.repeat(300) },
    { requestedBy: '2b7c9a10-8d3e-0f46-1c21-7e5d4c3b2a19' },
    {},
    [],
    'text',
    42,
  ];
  it.each(inputs.map((input) => [input]))(
    'publishes a valid UserRegistrationStarted for the raw input %j',
    async (input) => {
      const detail = await publishedDetail('Announce Attempt', input);
      expect(parse(metadata, detail.metadata)).toMatchObject({ ok: true });
      expect(parse(userRegistrationStartedV1.data, detail.data)).toMatchObject({ ok: true });
    },
  );
});

describe('the state Call For Help', () => {
  const registration = { userId: by, email: 'ann@example.com' };
  const failure = { type: 'role_not_found', message: 'There is no role named user.' };
  const raw = { Error: 'Sandbox.Timedout', Cause: 'arn:aws:lambda:secret' };

  it.each([
    [failure, raw],
    [raw, raw],
  ])('publishes a valid UserRollbackFailed without raw error text for the cause %j', async (cause, rollbackError) => {
    const detail = await publishedDetail('Call For Help', {}, { registration, failure: cause, rollbackError });
    expect(parse(userRollbackFailedV1.data, detail.data)).toMatchObject({ ok: true });
    expect(JSON.stringify(detail)).not.toContain('secret');
    expect(detail.metadata.eventId).toBe(eventIdOf('reg-1', 'rollback-failed'));
  });
});
