import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, apiAsAdmin } from '../support/deployed/api.ts';
import { assignedRoles, expectRecorded, refusals, rolesOf, UNKNOWN_USER_ID } from '../support/deployed/role-changes.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';

let admin: Api;
/** May assign roles, and has no other permission. */
let assigner: SignedIn;

beforeAll(async () => {
  admin = await apiAsAdmin();
  assigner = await newUser(await newRole('roles:assign'));
});

describe('replacing all roles', () => {
  it('returns the roles before and after, takes effect at once, and records each change and the replacement', async () => {
    const { userId, api } = await newUser('user');

    const answer = await admin('PUT', rolesOf(userId), { body: { roles: ['readonly'] } });

    expect(answer).toMatchObject({ status: 200, body: { userId, before: ['user'], after: ['readonly'] } });
    expect((await api('GET', '/v1/users')).status).toBe(200);
    await expectRecorded(
      userId,
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'ROLE_ASSIGNED readonly',
      'ROLE_REVOCATION_ATTEMPTED user',
      'ROLE_REVOKED user',
      'USER_ROLES_REPLACED',
    );
  });

  it('is refused in this order: permission, user, roles', async () => {
    const [{ userId }, stranger] = [await newUser('user'), await newUser('user')];
    const unknown = `role-${randomUUID()}`;
    const body = { roles: [unknown, 'readonly'] };

    const answers = [
      await stranger.api('PUT', rolesOf(UNKNOWN_USER_ID), { body }),
      await assigner.api('PUT', rolesOf(UNKNOWN_USER_ID), { body }),
      await assigner.api('PUT', rolesOf(userId), { body }),
      await assigner.api('PUT', rolesOf(userId), { body: { roles: ['readonly'] } }),
    ];

    expect(refusals(answers)).toEqual([
      [403, 'not_allowed'],
      [404, 'user_not_found'],
      [400, 'unknown_roles'],
      [403, 'not_allowed'],
    ]);
    expect(answers[2]?.body.detail).toContain(unknown);
    expect(await assignedRoles(userId)).toEqual(['user']);
    await expectRecorded(
      userId,
      `ROLE_ASSIGNMENT_ATTEMPTED ${unknown}`,
      `ROLE_ASSIGNMENT_FAILED ${unknown}: role_not_found`,
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'ROLE_ASSIGNMENT_FAILED readonly: not_allowed',
    );
  });

  it('answers 403 without the permission, whatever else is wrong', async () => {
    const stranger = await newUser('user');
    const answer = await stranger.api('PUT', rolesOf(UNKNOWN_USER_ID), { body: '{' });
    expect(refusals([answer])).toEqual([[403, 'not_allowed']]);
  });
});
