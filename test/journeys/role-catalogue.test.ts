import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../contracts/api/access.ts';
import { builtInRoles } from '../../contracts/permissions.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { type Api, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { eventuallyHolds } from '../support/eventually.ts';

const newName = () => `role-${randomUUID()}`;
const aRole = (more: Partial<Role> = {}) => ({
  name: newName(),
  description: 'Reads the trail.',
  permissions: ['audit:read'],
  ...more,
});

const expectTrail = (role: string, ...actions: readonly string[]) =>
  eventuallyHolds(`the audit trail records ${actions} of ${role}`, async () => {
    const entries = await entriesAbout(role);
    expect(entries.map(({ action }) => action)).toEqual(actions);
    expect(entries.map(({ targetType }) => targetType)).toEqual(actions.map(() => 'role'));
    expect(new Set(entries.map(({ actorId }) => actorId))).toEqual(new Set([await adminUserId()]));
  });

describe('the catalogue of roles', () => {
  let api: Api;
  beforeAll(async () => {
    api = await apiAsAdmin();
  });

  const listed = async (name: string) => {
    const { body } = await api<{ items: readonly Role[] }>('GET', '/v1/roles');
    return body.items.find((role) => role.name === name);
  };

  it('lists the built-in roles with their permissions, and custom roles', async () => {
    const { body: made } = await api<Role>('POST', '/v1/roles', { body: aRole() });

    for (const [name, { permissions }] of Object.entries(builtInRoles)) {
      expect(await listed(name)).toMatchObject({ builtIn: true, permissions });
    }
    expect(await listed(made.name)).toEqual(made);
  });

  it('creates, changes and deletes a role, and records each', async () => {
    const role = aRole();

    const made = await api<Role>('POST', '/v1/roles', { body: role });
    const changed = await api<Role>('PATCH', `/v1/roles/${role.name}`, { body: { permissions: ['users:read'] } });
    const deleted = await api('DELETE', `/v1/roles/${role.name}`);

    expect(made).toMatchObject({ status: 201, body: { ...role, builtIn: false } });
    expect(made.headers.get('location')).toBe('/v1/roles');
    expect(changed).toMatchObject({
      status: 200,
      body: { description: role.description, permissions: ['users:read'] },
    });
    expect(deleted.status).toBe(204);
    expect(await listed(role.name)).toBeUndefined();
    await expectTrail(role.name, 'ROLE_CREATED', 'ROLE_UPDATED', 'ROLE_DELETED');
  });

  it('creates a role once for each Idempotency-Key', async () => {
    const role = aRole();
    const headers = { 'Idempotency-Key': randomUUID() };

    const answers = [
      await api('POST', '/v1/roles', { body: role, headers }),
      await api('POST', '/v1/roles', { body: role, headers }),
    ];
    const other = await api('POST', '/v1/roles', { body: aRole(), headers });

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(other.status).toBe(409);
    expect(problemOf(other)).toBe('idempotency_key_reused');
    await expectTrail(role.name, 'ROLE_CREATED');
  });

  it('refuses a used name and invalid bodies', async () => {
    const role = aRole();
    await api('POST', '/v1/roles', { body: role });

    const taken = await api('POST', '/v1/roles', { body: role });
    const invalid = [
      await api('POST', '/v1/roles', { body: aRole({ name: 'No Name' }) }),
      await api('POST', '/v1/roles', { body: { ...aRole(), permissions: ['everything'] } }),
      await api('POST', '/v1/roles', { body: { ...aRole(), permissions: ['audit:read', 'audit:read'] } }),
      await api('PATCH', `/v1/roles/${role.name}`, { body: {} }),
    ];

    expect(taken.status).toBe(409);
    expect(problemOf(taken)).toBe('role_exists');
    expect(invalid.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  });

  it('refuses to change built-in roles', async () => {
    const refused = [
      await api('PATCH', '/v1/roles/user', { body: { permissions: ['audit:read'] } }),
      await api('DELETE', '/v1/roles/user'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409]);
    expect(refused.map(problemOf)).toEqual(['built_in_role', 'built_in_role']);
  });

  it('answers 404 for an unknown role', async () => {
    const name = newName();
    const refused = [
      await api('PATCH', `/v1/roles/${name}`, { body: { permissions: [] } }),
      await api('DELETE', `/v1/roles/${name}`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404]);
    expect(refused.map(problemOf)).toEqual(['role_not_found', 'role_not_found']);
  });

  it('refuses to delete a role that a user holds', async () => {
    const role = aRole();
    await api('POST', '/v1/roles', { body: role });
    const { userId } = await newUser(role.name);

    const refused = await api('DELETE', `/v1/roles/${role.name}`);
    const another = await newUser(role.name);
    await api('DELETE', `/v1/users/${userId}/roles/${role.name}`);
    await api('DELETE', `/v1/users/${another.userId}/roles/${role.name}`);
    const deleted = await api('DELETE', `/v1/roles/${role.name}`);

    expect(refused.status).toBe(409);
    expect(problemOf(refused)).toBe('role_in_use');
    expect(deleted.status).toBe(204);
  });

  it('changes the permissions of every holder within 5 seconds', async () => {
    const role = aRole({ permissions: [] });
    await api('POST', '/v1/roles', { body: role });
    const { api: userApi } = await newUser(role.name);
    expect((await userApi('GET', '/v1/users')).status).toBe(403);
    const change = (...permissions: readonly string[]) =>
      api('PATCH', `/v1/roles/${role.name}`, { body: { permissions } });
    /** Asks until the answer is `status`, and looks when the last old answer was asked for. */
    const expectWithin5Seconds = async (status: number) => {
      const since = performance.now();
      let lastOldMs = 0;
      await eventuallyHolds(`the holder gets ${status}`, async () => {
        const askedMs = performance.now() - since;
        const answer = await userApi('GET', '/v1/users');
        if (answer.status !== status) lastOldMs = askedMs;
        expect(answer.status).toBe(status);
      });
      expect(lastOldMs).toBeLessThan(5_000);
    };

    await change('users:read');
    await expectWithin5Seconds(200);
    await change();
    await expectWithin5Seconds(403);
  });
});

describe('a caller who manages roles', () => {
  it('cannot change a role with more permissions than their own', async () => {
    const api = await apiAsAdmin();
    const manager = aRole({ permissions: ['roles:manage', 'roles:read'] });
    const auditor = aRole();
    for (const body of [manager, auditor]) await api('POST', '/v1/roles', { body });
    const { api: userApi } = await newUser(manager.name);

    const refused = [
      await userApi('POST', '/v1/roles', { body: aRole() }),
      await userApi('PATCH', `/v1/roles/${auditor.name}`, { body: { permissions: [] } }),
      await userApi('PATCH', `/v1/roles/${manager.name}`, { body: { permissions: ['audit:read'] } }),
      await userApi('DELETE', `/v1/roles/${auditor.name}`),
    ];
    const within = await userApi('POST', '/v1/roles', { body: aRole({ permissions: ['roles:read'] }) });

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(refused.map(problemOf)).toEqual(refused.map(() => 'not_allowed'));
    expect(within.status).toBe(201);
  });

  it('needs the permission; a reader changes no role', async () => {
    const { api: userApi } = await newUser('readonly');
    const name = newName();
    const refused = [
      await userApi('POST', '/v1/roles', { body: aRole() }),
      await userApi('PATCH', `/v1/roles/${name}`, { body: { permissions: [] } }),
      await userApi('DELETE', `/v1/roles/${name}`),
    ];
    expect(refused.map(problemOf)).toEqual(['not_allowed', 'not_allowed', 'not_allowed']);
    expect((await userApi('GET', '/v1/roles')).status).toBe(200);
    const { api: nobodys } = await newUser('user');
    expect(problemOf(await nobodys('GET', '/v1/roles'))).toBe('not_allowed');
  });
});
