import { describe, expect, it } from 'vitest';
import type { User } from '../../contracts/api/users.ts';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, signIn } from '../support/deployed/sign-in.ts';
import { signInAgain } from '../support/deployed/sign-in-again.ts';
import { eventuallyHolds } from '../support/eventually.ts';

interface UserPage {
  readonly items: readonly User[];
  readonly nextCursor?: string;
}

async function newRegistered(...roles: readonly string[]) {
  const plan = await planRegistration({ roles });
  expect((await registerToTheEnd(plan)).status).toBe(201);
  return plan;
}

const expectActions = (userId: string, ...actions: readonly string[]) =>
  eventuallyHolds(`the audit trail records ${actions}`, async () => {
    const recorded = auditActions({ entries: await entriesAbout(userId) });
    expect(recorded.slice(-actions.length)).toEqual(actions);
  });

describe('a user', () => {
  it('is shown with the roles in force', async () => {
    const { userId, registrationId, account } = await newRegistered('user', 'readonly');
    const api = await apiAsAdmin();

    const answer = await api('GET', `/v1/users/${userId}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      userId,
      registrationId,
      email: account.email,
      name: account.name,
      roles: ['readonly', 'user'],
      status: 'active',
      createdAt: expect.any(String),
    });
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'unknown', '%20', 'a%2Fb'])(
    'with an unknown id (%s) is 404',
    async (id) => {
      const api = await apiAsAdmin();
      const answers = [
        await api('GET', `/v1/users/${id}`),
        await api('POST', `/v1/users/${id}/disable`),
        await api('POST', `/v1/users/${id}/enable`),
        await api('DELETE', `/v1/users/${id}`, { query: { confirm: 'true' } }),
      ];
      expect(answers.map(problemOf)).toEqual(answers.map(() => 'not_found'));
    },
  );
});

describe('the list of users', () => {
  it('shows each user once, newest first, page by page', async () => {
    const mine = [await newRegistered(), await newRegistered(), await newRegistered()].map(({ userId }) => userId);
    const api = await apiAsAdmin();
    const pages: (readonly User[])[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await api<UserPage>('GET', '/v1/users', { query });
      pages.push(body.items);
      cursor = body.nextCursor;
      // Other tests register at the same time: what is newer than ours comes first.
    } while (cursor !== undefined && !mine.every((id) => pages.flat().some(({ userId }) => userId === id)));

    const ids = pages.flat().map(({ userId }) => userId);
    const times = pages.flat().map(({ createdAt }) => createdAt);
    expect(pages.every((page) => page.length <= 2)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(ids.filter((id) => mine.includes(id))).toEqual(mine.toReversed());
  });
});

describe('a disabled user', () => {
  it('is refused with every token, cannot sign in, and can sign in again once enabled', async () => {
    const reader = await newUser('readonly');
    const { userId, account, password, api: userApi, registrationId } = reader;
    const api = await apiAsAdmin();
    expect((await userApi('GET', '/v1/users')).status).toBe(200);

    const disabled = await api('POST', `/v1/users/${userId}/disable`);

    expect(disabled).toMatchObject({ status: 200, body: { status: 'disabled', roles: ['readonly'] } });
    expect((await userApi('GET', '/v1/users')).status).toBe(401);
    await expect(signIn({ username: account.email, password })).rejects.toThrow();
    expect((await api('POST', `/v1/users/${userId}/disable`)).status).toBe(200);

    const enabled = await api('POST', `/v1/users/${userId}/enable`);

    expect(enabled).toMatchObject({ status: 200, body: { status: 'active' } });
    expect((await userApi('GET', '/v1/users')).status).toBe(401);
    expect((await (await signInAgain(reader))('GET', '/v1/users')).status).toBe(200);
    await expectActions(userId, 'USER_DISABLED', 'USER_ENABLED');
    await expectInvariants(registrationId);
  });
});

describe('deleting a user', () => {
  it('needs a confirmation', async () => {
    const { userId, registrationId } = await newRegistered('user');
    const api = await apiAsAdmin();

    const bare = await api('DELETE', `/v1/users/${userId}`);
    const denied = await api('DELETE', `/v1/users/${userId}`, { query: { confirm: 'false' } });
    const unclear = await api('DELETE', `/v1/users/${userId}`, { query: { confirm: 'yes' } });

    expect([bare, denied].map(problemOf)).toEqual(['confirmation_required', 'confirmation_required']);
    expect(unclear).toMatchObject({ status: 422, body: { errors: [{ field: 'confirm' }] } });
    expect(await expectInvariants(registrationId)).toMatchObject({ inPool: true });
  });

  it('leaves only the audit trail, and frees the address', async () => {
    const { userId, account, registrationId, api: userApi } = await newUser('readonly', 'user');
    const api = await apiAsAdmin();

    const answer = await api('DELETE', `/v1/users/${userId}`, { query: { confirm: 'true' } });

    expect(answer.status).toBe(204);
    expect((await api('GET', `/v1/users/${userId}`)).status).toBe(404);
    expect((await userApi('GET', '/v1/users')).status).toBe(401);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: false, profile: undefined, grants: [], roles: undefined, lock: undefined });
    await expectActions(
      userId,
      'ROLE_REVOCATION_ATTEMPTED readonly',
      'ROLE_REVOKED readonly',
      'ROLE_REVOCATION_ATTEMPTED user',
      'ROLE_REVOKED user',
      'USER_DELETED',
    );
    expect((await api('DELETE', `/v1/users/${userId}`, { query: { confirm: 'true' } })).status).toBe(404);
    const again = await planRegistration({ email: account.email });
    expect((await registerToTheEnd(again)).status).toBe(201);
  });

  it('works for a user with the maximum number of roles', async () => {
    const roles = await Promise.all(Array.from({ length: 25 }, () => newRole()));
    const { userId, registrationId } = await newRegistered(...roles);
    expect(await expectInvariants(registrationId)).toMatchObject({ grants: roles.toSorted() });

    const answer = await (await apiAsAdmin())('DELETE', `/v1/users/${userId}`, { query: { confirm: 'true' } });

    expect(answer.status).toBe(204);
    expect(await expectInvariants(registrationId)).toMatchObject({ grants: [] });
  });
});
