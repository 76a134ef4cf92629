import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Permission } from '../../contracts/permissions.ts';
import { type Api, apiAsAdmin } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { newGroup } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { eventuallyHolds } from '../support/eventually.ts';

/** I9: a revoked permission is unusable by then. */
const MAX_MS = 5_000;

const looks = async ({ api }: { readonly api: Api }) => (await api('GET', '/v1/users')).status;

/** What an operator does; the request has been answered when this returns. */
async function does(...[method, path, options]: Parameters<Api>): Promise<void> {
  const { status } = await (await apiAsAdmin())(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
}

const roleOf = (userId: string, role: string) => `/v1/users/${userId}/roles/${role}`;

async function newRoleByApi(...permissions: readonly Permission[]): Promise<string> {
  const name = `role-${randomUUID()}`;
  await does('POST', '/v1/roles', { body: { name, description: 'For a test.', permissions } });
  return name;
}

const waitForEntries = async ({ userId }: SignedIn, ...actions: readonly string[]) =>
  (await entriesAbout(userId)).filter(({ action }) => actions.includes(action));

it('an assigned role counts on the next request, and a revoked one no longer', async () => {
  const user = await newUser('user');
  // A denial is kept, too.
  expect(await looks(user)).toBe(403);

  await does('PUT', roleOf(user.userId, 'readonly'));
  expect(await looks(user)).toBe(200);

  await does('DELETE', roleOf(user.userId, 'readonly'));
  expect(await looks(user)).toBe(403);
});

it('a permission removed from a role is refused within 5 s on every instance', async () => {
  const role = await newRoleByApi('users:read');
  const user = await newUser(role);
  // At once, so that more than one instance keeps the decision and has to drop it.
  const many = () => Promise.all(Array.from({ length: 8 }, () => looks(user)));
  expect(await many()).toEqual(Array(8).fill(200));

  await does('PATCH', `/v1/roles/${role}`, { body: { permissions: [] } });
  await pause(MAX_MS);
  expect(await many()).toEqual(Array(8).fill(403));

  await does('PATCH', `/v1/roles/${role}`, { body: { permissions: ['users:read'] } });
  await pause(MAX_MS);
  expect(await many()).toEqual(Array(8).fill(200));
});

it('permission groups take effect on the next request', async () => {
  const user = await newUser('user');
  const auditors = await newGroup('audit:read');
  const set = (...groups: readonly string[]) =>
    does('PUT', `/v1/users/${user.userId}/permission-groups`, { body: { groups } });
  const reads = async () => (await user.api('GET', '/v1/admin/audit/logs', { query: { limit: '1' } })).status;
  expect(await reads()).toBe(403);

  await set(auditors);
  expect(await reads()).toBe(200);

  await set();
  expect(await reads()).toBe(403);
});

it('a user who is disabled is refused on the next request', async () => {
  const user = await newUser('readonly');
  expect(await looks(user)).toBe(200);
  await does('POST', `/v1/users/${user.userId}/disable`);
  expect(await looks(user)).toBe(401);
  await eventuallyHolds('the end of the sessions is recorded', async () => {
    expect((await waitForEntries(user, 'ALL_SESSIONS_REVOKED')).map(({ details }) => details.reason)).toEqual([
      'user_disabled',
    ]);
  });
});

it('a user who is deleted is refused on the next request', async () => {
  const user = await newUser('readonly');
  expect(await looks(user)).toBe(200);
  await does('DELETE', `/v1/users/${user.userId}`, { query: { confirm: 'true' } });
  expect(await looks(user)).toBe(401);
  await eventuallyHolds('the end of the sessions is recorded once', async () => {
    expect((await waitForEntries(user, 'ALL_SESSIONS_REVOKED')).map(({ details }) => details.reason)).toEqual([
      'user_deleted',
    ]);
  });
});

it('each change publishes one AuthorizationCacheInvalidated', async () => {
  const user = await newUser('user', 'readonly');
  await does('DELETE', roleOf(user.userId, 'readonly'));
  await does('PUT', `/v1/users/${user.userId}/permission-groups`, { body: { groups: [await newGroup()] } });
  await does('PUT', roleOf(user.userId, 'readonly'));

  const pattern = `authz:${user.userId}:*`;
  await eventuallyHolds('all invalidations are recorded', async () => {
    const changes = await waitForEntries(user, 'ROLE_ASSIGNED', 'ROLE_REVOKED', 'PERMISSION_GROUPS_SET');
    const invalidations = await waitForEntries(user, 'AUTHORIZATION_CACHE_INVALIDATED');
    expect(changes).toHaveLength(5);
    expect(invalidations.map(({ details }) => details.pattern)).toEqual(Array(5).fill(pattern));
    expect(new Set(invalidations.map(({ eventId }) => eventId)).size).toBe(5);
  });
});
