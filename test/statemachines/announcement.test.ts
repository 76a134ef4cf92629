import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { metadata } from '../../contracts/events/define-event.ts';
import { userRegistrationStartedV1 } from '../../contracts/events/user-registration-started.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import { eventIdOf } from '../../lambdas/platform/ids.ts';
import { parse } from '../../lambdas/platform/parse.ts';
import { definition } from './definition.ts';

/** Step Functions' own function, which the jsonata package does not have. */
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

/** What the state named `name` publishes for this input, computed by what AWS runs. */
async function published(name: string, input: unknown, variables: Record<string, unknown> = {}) {
  const state = definition().States[name] as unknown as { Arguments: { Entries: { Detail: unknown }[] } };
  const context = { Execution: { Name: 'reg-1', Input: input }, State: { EnteredTime: '2026-11-22T09:30:00.000Z' } };
  const detail = await evaluate(state.Arguments.Entries[0]?.Detail, { states: { context, input }, ...variables });
  return detail as { metadata: { eventId: string; actor: unknown; correlationId: string }; data: unknown };
}

const by = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

describe('the announced attempt', () => {
  it('has the id that the journal would give it', async () => {
    const { metadata: told } = await published('Announce Attempt', { email: 'a@example.com', roles: [] });
    expect(told.eventId).toBe(eventIdOf('reg-1', 'started'));
  });

  it('names the actor and carries the correlation id', async () => {
    const told = await published('Announce Attempt', {
      email: 'a@example.com',
      requestedBy: by,
      correlationId: 'cor-1',
    });
    expect(told.metadata).toMatchObject({ actor: { type: 'user', id: by }, correlationId: 'cor-1' });
  });

  it.each([
    ['email', 'email'],
    ['external', 'external'],
    [undefined, 'admin'],
    ['post', 'admin'],
    [['email', 'external'], 'admin'],
  ])('tells the method %j as %s', async (method, told) => {
    expect(await published('Announce Attempt', { method })).toMatchObject({ data: { method: told } });
  });

  const inputs = [
    { email: 'Ann@Example.com', name: 'Ann', roles: ['user', 'readonly'], requestedBy: by },
    { email: 'ann@example.com', roles: ['user'] },
    { email: 7, name: null, roles: 'user', requestedBy: 12, correlationId: ['x'] },
    { roles: [1, 'user', null], requestedBy: 'nobody', correlationId: 'has blanks' },
    { email: 'x'.repeat(300), name: 'y'.repeat(300) },
    { requestedBy: '2b7c9a10-8d3e-0f46-1c21-7e5d4c3b2a19' },
    {},
    [],
    'text',
    42,
  ];
  it.each(inputs.map((input) => [input]))('meets its contract for the raw input %j', async (input) => {
    const told = await published('Announce Attempt', input);
    expect(parse(metadata, told.metadata)).toMatchObject({ ok: true });
    expect(parse(userRegistrationStartedV1.data, told.data)).toMatchObject({ ok: true });
  });
});

describe('the call for help', () => {
  const registration = { userId: by, email: 'ann@example.com' };
  const words = { type: 'role_not_found', message: 'There is no role named user.' };
  const raw = { Error: 'Sandbox.Timedout', Cause: 'arn:aws:lambda:secret' };

  it.each([
    [words, raw],
    [raw, raw],
  ])('meets its contract and shows no raw text for the cause %j', async (failure, rollbackError) => {
    const told = await published('Call For Help', {}, { registration, failure, rollbackError });
    expect(parse(userRollbackFailedV1.data, told.data)).toMatchObject({ ok: true });
    expect(JSON.stringify(told)).not.toContain('secret');
    expect(told.metadata.eventId).toBe(eventIdOf('reg-1', 'rollback-failed'));
  });
});
