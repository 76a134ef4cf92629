import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../contracts/api/audit.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { type Api, apiAsAdmin } from '../support/deployed/api.ts';
import {
  assignedRoles,
  expectRecorded,
  refusals,
  roleOf,
  rolesOf,
  UNKNOWN_USER_ID,
} from '../support/deployed/role-changes.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';

let admin: Api;
let adminId: string;
/** May assign roles, and has no other permission. */
let assigner: SignedIn;

beforeAll(async () => {
  [admin, adminId] = [await apiAsAdmin(), await adminUserId()];
  assigner = await newUser(await newRole('roles:assign'));
});

describe('a role', () => {
  it('that is assigned is shown with its assigner and time, and recorded in order by actor and by target', async () => {
    const { userId, api } = await newUser();
    expect((await api('GET', '/v1/users')).status).toBe(403);

    const given = await admin('PUT', roleOf(userId, 'readonly'));

    expect(given).toMatchObject({ status: 200, body: { userId, role: 'readonly', assignedBy: adminId } });
    expect((await api('GET', '/v1/users')).status).toBe(200);
    expect((await admin('GET', rolesOf(userId))).body).toEqual({ userId, roles: [given.body] });
    await expectRecorded(userId, 'ROLE_ASSIGNMENT_ATTEMPTED readonly', 'ROLE_ASSIGNED readonly');
    for (const by of ['actorId', 'targetId']) {
      const query = { [by]: by === 'actorId' ? adminId : userId, action: 'ROLE_ASSIGNED' };
      const { body } = await admin<{ items: readonly AuditEntry[] }>('GET', '/v1/admin/audit/logs', { query });
      const about = body.items.find(({ details }) => details.userId === userId);
      expect(about).toMatchObject({ actorId: adminId, targetType: 'user', targetId: userId });
    }
  });

  it('that is revoked no longer counts for a valid token, and is recorded with the reason', async () => {
    const { userId, api } = await newUser('readonly', 'user');
    expect((await api('GET', '/v1/users')).status).toBe(200);

    const query = { reason: 'left the team' };
    expect((await admin('DELETE', roleOf(userId, 'readonly'), { query })).status).toBe(204);

    expect((await api('GET', '/v1/users')).status).toBe(403);
    expect(await assignedRoles(userId)).toEqual(['user']);
    const why = 'readonly: left the team';
    await expectRecorded(userId, `ROLE_REVOCATION_ATTEMPTED ${why}`, `ROLE_REVOKED ${why}`);
  });

  it('is assigned once for each Idempotency-Key', async () => {
    const { userId } = await newUser();
    const headers = { 'Idempotency-Key': randomUUID() };
    const given = await admin('PUT', roleOf(userId, 'user'), { headers });
    await admin('DELETE', roleOf(userId, 'user'));

    expect(await admin('PUT', roleOf(userId, 'user'), { headers })).toMatchObject({ status: 200, body: given.body });
    expect(await assignedRoles(userId)).toEqual([]);
    expect(refusals([await admin('PUT', roleOf(userId, 'readonly'), { headers })])).toEqual([
      [409, 'idempotency_key_reused'],
    ]);
  });
});

describe('assigning a role is refused and recorded', () => {
  it("without the permission, beyond the caller's permissions, for an assigned role and for an unknown role", async () => {
    const [{ userId }, stranger] = [await newUser('user'), await newUser('user')];
    const unknown = `role-${randomUUID()}`;

    const answers = [
      await stranger.api('PUT', roleOf(userId, 'readonly')),
      await assigner.api('PUT', roleOf(userId, 'readonly')),
      await admin('PUT', roleOf(userId, 'user')),
      await admin('PUT', roleOf(userId, unknown)),
      await admin('PUT', roleOf(UNKNOWN_USER_ID, 'user')),
    ];

    expect(refusals(answers)).toEqual([
      [403, 'not_allowed'],
      [403, 'not_allowed'],
      [409, 'already_has_role'],
      [404, 'role_not_found'],
      [404, 'user_not_found'],
    ]);
    const failed = (role: string, reason: string) => [
      `ROLE_ASSIGNMENT_ATTEMPTED ${role}`,
      `ROLE_ASSIGNMENT_FAILED ${role}: ${reason}`,
    ];
    await expectRecorded(
      userId,
      ...failed('readonly', 'not_allowed'),
      ...failed('readonly', 'not_allowed'),
      ...failed('user', 'already_has_role'),
      ...failed(unknown, 'role_not_found'),
    );
    await expectRecorded(UNKNOWN_USER_ID, ...failed('user', 'user_not_found'));
  });
});

describe('revoking a role is refused and recorded', () => {
  it("without the permission, beyond the caller's permissions, and for a role that the user does not have", async () => {
    const [{ userId }, stranger] = [await newUser('readonly'), await newUser('user')];

    const answers = [
      await stranger.api('DELETE', roleOf(userId, 'readonly')),
      await assigner.api('DELETE', roleOf(userId, 'readonly')),
      await admin('DELETE', roleOf(userId, 'user')),
      await admin('DELETE', roleOf(UNKNOWN_USER_ID, 'user')),
    ];

    expect(refusals(answers)).toEqual([
      [403, 'not_allowed'],
      [403, 'not_allowed'],
      [409, 'does_not_have_role'],
      [404, 'user_not_found'],
    ]);
    const failed = (role: string, reason: string) => [
      `ROLE_REVOCATION_ATTEMPTED ${role}`,
      `ROLE_REVOCATION_FAILED ${role}: ${reason}`,
    ];
    await expectRecorded(
      userId,
      ...failed('readonly', 'not_allowed'),
      ...failed('readonly', 'not_allowed'),
      ...failed('user', 'does_not_have_role'),
    );
    expect(await assignedRoles(userId)).toEqual(['readonly']);
  });
});
