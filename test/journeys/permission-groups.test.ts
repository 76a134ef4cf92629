import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PermissionGroup } from '../../contracts/api/access.ts';
import { permissionGroups } from '../../contracts/permission-groups.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { type Api, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { eventuallyHolds } from '../support/eventually.ts';

interface Groups {
  readonly items: readonly PermissionGroup[];
}

const setBy = (api: Api, userId: string, ...groups: readonly string[]) =>
  api('PUT', `/v1/users/${userId}/permission-groups`, { body: { groups } });

describe('permission groups', () => {
  let api: Api;
  beforeAll(async () => {
    api = await apiAsAdmin();
  });

  it('are listed by name, each with its kind and what it allows', async () => {
    const { status, body } = await api<Groups>('GET', '/v1/permission-groups');

    expect(status).toBe(200);
    expect(body.items.map(({ name }) => name)).toEqual(Object.keys(permissionGroups).sort());
    for (const { name, ...group } of body.items) expect(group).toEqual(permissionGroups[name]);
  });

  it('are listed for callers who may assign them', async () => {
    const { api: userApi } = await newUser(await newRole('groups:assign', 'invitations:create'));

    const admins = await api<Groups>('GET', '/v1/permission-groups/manageable');
    const { body } = await userApi<Groups>('GET', '/v1/permission-groups/manageable');

    expect(admins.body.items.map(({ name }) => name)).toEqual(['auditors', 'inviters', 'members']);
    expect(body.items.map(({ name }) => name)).toEqual(['inviters', 'members']);
  });

  it('are set together, take effect on the next request, and are recorded', async () => {
    const { userId, api: userApi } = await newUser('user');
    expect((await userApi('GET', '/v1/users')).status).toBe(403);

    const given = await setBy(api, userId, 'support', 'members');
    const opened = await userApi('GET', '/v1/users');
    const same = await setBy(api, userId, 'members', 'support');
    const taken = await setBy(api, userId);
    const closed = await userApi('GET', '/v1/users');

    expect(given).toMatchObject({ status: 200, body: { userId, before: [], after: ['members', 'support'] } });
    expect(same.body).toEqual({ userId, before: ['members', 'support'], after: ['members', 'support'] });
    expect(taken.body).toEqual({ userId, before: ['members', 'support'], after: [] });
    expect(opened.status).toBe(200);
    expect(closed.status).toBe(403);
    await eventuallyHolds('the audit trail records both', async () => {
      const entries = (await entriesAbout(userId)).filter(({ action }) => action === 'PERMISSION_GROUPS_SET');
      expect(entries.map(({ details }) => details)).toEqual([given.body, taken.body]);
      const by = await adminUserId();
      expect(entries.map(({ actorId }) => actorId)).toEqual([by, by]);
    });
  });

  it("are refused in this order: permission, user, unknown groups, groups beyond the caller's permissions", async () => {
    const { userId } = await newUser('user');
    const { api: readers } = await newUser('readonly');
    const { api: userApi } = await newUser(await newRole('groups:assign'));
    const unknownUserId = randomUUID();

    const answers = [
      await setBy(readers, unknownUserId, 'moons', 'support'),
      await setBy(userApi, unknownUserId, 'moons', 'support'),
      await setBy(userApi, userId, 'moons', 'stars', 'support'),
      await setBy(userApi, userId, 'support', 'members'),
      await setBy(userApi, userId, 'auditors'),
      await setBy(api, userId, 'plan-team'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 404, 400, 403, 403, 403]);
    expect(answers.map(problemOf)).toEqual([
      'not_allowed',
      'user_not_found',
      'unknown_groups',
      'not_allowed',
      'not_allowed',
      'not_allowed',
    ]);
    expect(String(answers[2]?.body.detail)).toContain('moons, stars');
    expect((await setBy(userApi, userId, 'members')).status).toBe(200);
  });

  it("beyond the caller's permissions stay when the caller changes the others", async () => {
    const { userId } = await newUser('user');
    const { api: userApi } = await newUser(await newRole('groups:assign'));
    await setBy(api, userId, 'support');

    const taken = await setBy(userApi, userId, 'members');
    const beside = await setBy(userApi, userId, 'members', 'support');

    expect(problemOf(taken)).toBe('not_allowed');
    expect(beside.body).toEqual({ userId, before: ['support'], after: ['members', 'support'] });
  });

  it('are refused when repeated or malformed', async () => {
    const { userId } = await newUser('user');
    const invalid = [
      await setBy(api, userId, 'members', 'members'),
      await setBy(api, userId, 'No Name'),
      await api('PUT', `/v1/users/${userId}/permission-groups`, { body: {} }),
    ];
    expect(invalid.map(({ status }) => status)).toEqual([422, 422, 422]);
  });
});
