import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';

const may = async ({ api }: SignedIn, body: object) => (await api('POST', '/v1/authorization/check', { body })).body;

it("GET /v1/me/permissions lists the caller's roles and permissions", async () => {
  const role = await newRole('audit:read', 'users:read');
  const { api, userId } = await newUser(role, 'user');

  const { status, body } = await api('GET', '/v1/me/permissions');

  expect(status).toBe(200);
  expect(body).toEqual({ userId, roles: [role, 'user'].sort(), groups: [], permissions: ['users:read', 'audit:read'] });
});

it('POST /v1/authorization/check answers for the caller, and fails closed', async () => {
  const reader = await newUser('readonly');

  expect(await may(reader, { permission: 'users:read' })).toEqual({ allowed: true, reason: 'granted' });
  expect(await may(reader, { permission: 'users:delete' })).toEqual({ allowed: false, reason: 'not_granted' });
  expect(await may(reader, { permission: 'users:read', organizationId: randomUUID() })).toEqual({
    allowed: false,
    reason: 'unknown_organization',
  });
});

it('POST /v1/authorization/check answers for other users only with the permission', async () => {
  const [asking, other] = [await newUser('readonly'), await newUser('user')];
  const admin = await apiAsAdmin();
  const about = (userId: string) => ({ userId, permission: 'users:read' });

  expect(await may(asking, about(other.userId))).toEqual({ allowed: false, reason: 'not_granted' });
  expect(await may(asking, about(randomUUID()))).toEqual({ allowed: false, reason: 'no_access' });
  const refused = await other.api('POST', '/v1/authorization/check', { body: about(asking.userId) });
  expect(refused.status).toBe(403);
  expect(problemOf(refused)).toBe('not_allowed');

  await admin('POST', `/v1/users/${other.userId}/disable`);
  expect(await may(asking, about(other.userId))).toEqual({ allowed: false, reason: 'no_access' });
});
