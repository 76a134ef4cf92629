import { expect, it } from 'vitest';
import { adminUserId } from '../support/deployed/admin.ts';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { poolUserOf } from '../support/deployed/pool.ts';
import { assignedRoles, expectRecorded, refusals, roleOf, rolesOf } from '../support/deployed/role-changes.ts';
import { logInEveryWay } from '../support/deployed/sessions.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { signInAgain } from '../support/deployed/sign-in-again.ts';
import { admin, faults } from '../support/deployed/system.ts';
import { eventuallyHolds } from '../support/eventually.ts';

// Admins are counted over the whole system: a second one, made by a test at the same time, would let the
// first one go for good. So all journeys that make or unmake admins stand in this file.

it('the API refuses to delete, disable or demote the last admin', async () => {
  const api = await apiAsAdmin();
  const id = await adminUserId();

  const refused = [
    await api('DELETE', `/v1/users/${id}`, { query: { confirm: 'true' } }),
    await api('POST', `/v1/users/${id}/disable`),
    await api('DELETE', roleOf(id, 'admin')),
    await api('PUT', rolesOf(id), { body: { roles: ['readonly'] } }),
  ];

  expect(refusals(refused)).toEqual(Array(4).fill([409, 'last_admin']));
  expect((await api('GET', `/v1/users/${id}`)).body).toMatchObject({ email: admin.email, status: 'active' });
  expect(await assignedRoles(id)).toContain('admin');
  expect(await poolUserOf(id)).toMatchObject({ Enabled: true });
  const failed = ['ROLE_REVOCATION_ATTEMPTED admin', 'ROLE_REVOCATION_FAILED admin: last_admin'];
  const ofDeletion = ['ROLE_REVOCATION_ATTEMPTED admin: user_deleted', failed[1] ?? ''];
  await expectRecorded(id, ...ofDeletion, ...failed, ...failed);
});

it('an admin who loses the role is signed out, and keeps the other permissions after signing in again', async () => {
  const api = await apiAsAdmin();
  const user = await newUser('admin', 'readonly');
  const { statuses } = await logInEveryWay(user);
  expect(await statuses('/v1/users')).toEqual([200, 200, 200]);

  expect((await api('DELETE', roleOf(user.userId, 'admin'))).status).toBe(204);

  expect(await statuses('/v1/users')).toEqual([401, 401, 401]);
  const refused = await user.api('GET', '/v1/users');
  expect(refused.status).toBe(401);
  expect(problemOf(refused)).toBe('unauthorized');
  await eventuallyHolds('the end of the sessions is recorded', async () => {
    const entries = (await entriesAbout(user.userId)).filter(({ action }) => action === 'ALL_SESSIONS_REVOKED');
    expect(entries.map(({ details }) => details)).toEqual([
      { userId: user.userId, count: 2, reason: 'admin_role_revoked' },
    ]);
  });
  const signOuts = { service: 'cognito-idp', operation: 'AdminUserGlobalSignOut', including: [user.userId] };
  expect(await faults.calls(signOuts)).toHaveLength(1);
  const again = await signInAgain(user);
  expect((await again('GET', '/v1/users')).status).toBe(200);
  expect((await again('PUT', roleOf(user.userId, 'admin'))).status).toBe(403);
});

it('a disabled admin does not count as an admin, and can be assigned the role while disabled', async () => {
  const api = await apiAsAdmin();
  const id = await adminUserId();
  const { userId } = await newUser('user');
  expect((await api('POST', `/v1/users/${userId}/disable`)).status).toBe(200);

  expect((await api('PUT', roleOf(userId, 'admin'))).status).toBe(200);

  expect(refusals([await api('DELETE', roleOf(id, 'admin'))])).toEqual([[409, 'last_admin']]);
  expect((await api('DELETE', roleOf(userId, 'admin'))).status).toBe(204);
});
