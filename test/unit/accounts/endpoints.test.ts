import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { user, userPage } from '../../../contracts/api/users.ts';
import { accountEndpoints } from '../../../lambdas/accounts/endpoints.ts';
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
  it('shows the user by the contract, with the roles in force', async () => {
    const { person, call } = aService();
    person({ roles: ['user', 'readonly'] });
    const { status, body } = await call(one);
    expect([status, z.parse(user, body)]).toEqual([200, body]);
    expect(body).toMatchObject({ userId: ANN, roles: ['readonly', 'user'], status: 'active' });
  });

  it.each([ANN, 'not-an-id', '../etc'])('answers 404 for %s, whom nobody knows', async (userId) => {
    expect(await aService().call({ ...one, path: { userId } })).toMatchObject({ status: 404 });
  });
});

describe('GET /v1/users', () => {
  it('pages through all, newest first, each once', async () => {
    const { person, call } = aService();
    for (const n of [1, 2, 3]) person({ userId: idOf(n), createdAt: `2026-11-2${n}T09:00:00.000Z` });
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
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

describe('DELETE /v1/users/{userId}', () => {
  it.each([undefined, { confirm: 'false' }])('asks for a confirmation before it looks at anything', async (query) => {
    const { person, pool, call } = aService();
    person();
    const { status, body } = await call({ ...remove, ...(query ? { query } : {}) });
    expect([status, body.type]).toEqual([400, 'urn:rollcall:problem:confirmation_required']);
    expect(pool.calls).toEqual([]);
  });

  it('answers 204, then 404', async () => {
    const { person, call } = aService();
    person();
    const confirmed = { ...remove, query: { confirm: 'true' } };
    expect(await call(confirmed)).toEqual({ status: 204, body: undefined });
    expect(await call(confirmed)).toMatchObject({ status: 404 });
  });

  it('is not for those without the permission', async () => {
    const { person, call } = aService();
    person();
    const authorizer = { userId: ANN, permissions: 'users:read' };
    expect(await call({ ...remove, query: { confirm: 'true' }, authorizer })).toMatchObject({ status: 403 });
  });
});

describe('POST disable and enable', () => {
  it('answer the user as she is then', async () => {
    const { person, call } = aService();
    person();
    const at = (what: string) => ({ routeKey: `POST /v1/users/{userId}/${what}`, path: { userId: ANN } });
    expect(await call(at('disable'))).toMatchObject({ status: 200, body: { status: 'disabled', roles: ['user'] } });
    expect(await call(at('enable'))).toMatchObject({ status: 200, body: { status: 'active', roles: ['user'] } });
  });
});
