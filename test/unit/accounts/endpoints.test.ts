import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { user, userPage } from '../../../contracts/api/users.ts';
import { accountEndpoints } from '../../../lambdas/accounts/change-account.ts';
import { api } from '../../../lambdas/platform/api/api.ts';
import { ANN, aWorld } from '../../support/accounts/accounts.ts';
import { anApiEvent } from '../../support/api/events.ts';

type Call = Parameters<typeof anApiEvent>[0];

function aService() {
  const world = aWorld();
  const handler = api(accountEndpoints(world.accounts));
  async function call(event: Call) {
    const answer = await handler(anApiEvent(event), {} as never);
    return { status: answer.statusCode, body: answer.body === undefined ? undefined : JSON.parse(answer.body) };
  }
  return { ...world, call };
}

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const one = { routeKey: 'GET /v1/users/{userId}', path: { userId: ANN } };
const remove = { routeKey: 'DELETE /v1/users/{userId}', path: { userId: ANN } };

describe('GET /v1/users/{userId}', () => {
  it('returns the user by the contract, with the roles in force', async () => {
    const { addUser, call } = aService();
    addUser({ roles: ['user', 'readonly'] });
    const { status, body } = await call(one);
    expect(status).toBe(200);
    expect(z.parse(user, body)).toEqual(body);
    expect(body).toMatchObject({ userId: ANN, roles: ['readonly', 'user'], status: 'active' });
  });

  it.each([ANN, 'not-an-id', '../etc'])('answers 404 for the unknown user %s', async (userId) => {
    expect(await aService().call({ ...one, path: { userId } })).toMatchObject({ status: 404 });
  });
});

describe('GET /v1/users', () => {
  it('returns all users over several pages, newest first, each once', async () => {
    const { addUser, call } = aService();
    for (const n of [1, 2, 3]) addUser({ userId: idOf(n), createdAt: `2026-11-2${n}T09:00:00.000Z` });
    const first = await call({ query: { limit: '2' } });
    const second = await call({ query: { limit: '2', cursor: first.body.nextCursor } });
    expect([first, second].flatMap(({ body }) => z.parse(userPage, body).items.map(({ userId }) => userId))).toEqual(
      [3, 2, 1].map(idOf),
    );
    expect(second.body).not.toHaveProperty('nextCursor');
  });

  it.each([
    ['cursor', 'abc'],
    ['cursor', Buffer.from('["yesterday","me"]').toString('base64url')],
    ['cursor', Buffer.from('null').toString('base64url')],
    ['cursor', 'not/base64url'],
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'many'],
    ['page', '2'],
  ])('answers 422 for %s=%s, and names it', async (field, value) => {
    const { status, body } = await aService().call({ query: { [field]: value } });
    expect(status).toBe(422);
    expect(body.errors[0].field).toBe(field);
  });
});

describe('DELETE /v1/users/{userId}', () => {
  it.each([undefined, { confirm: 'false' }])(
    'answers 400 without a confirmation, before any other call',
    async (query) => {
      const { addUser, pool, call } = aService();
      addUser();
      const { status, body } = await call({ ...remove, ...(query ? { query } : {}) });
      expect(status).toBe(400);
      expect(body.type).toBe('urn:rollcall:problem:confirmation_required');
      expect(pool.calls).toEqual([]);
    },
  );

  it('answers 204, and 404 when repeated', async () => {
    const { addUser, call } = aService();
    addUser();
    const confirmed = { ...remove, query: { confirm: 'true' } };
    expect(await call(confirmed)).toEqual({ status: 204, body: undefined });
    expect(await call(confirmed)).toMatchObject({ status: 404 });
  });

  it('answers 403 without the permission', async () => {
    const { addUser, call } = aService();
    addUser();
    const authorizer = { userId: ANN, permissions: 'users:read' };
    expect(await call({ ...remove, query: { confirm: 'true' }, authorizer })).toMatchObject({ status: 403 });
  });
});

describe('POST /v1/users/{userId}/disable and /enable', () => {
  it('return the changed user', async () => {
    const { addUser, call } = aService();
    addUser();
    const at = (what: string) => ({ routeKey: `POST /v1/users/{userId}/${what}`, path: { userId: ANN } });
    expect(await call(at('disable'))).toMatchObject({ status: 200, body: { status: 'disabled', roles: ['user'] } });
    expect(await call(at('enable'))).toMatchObject({ status: 200, body: { status: 'active', roles: ['user'] } });
  });
});
