import { describe, expect, it } from 'vitest';
import { type Api, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { error, inject, lostAnswer, poolCall } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { poolUserOf } from '../support/deployed/pool.ts';
import {
  planRegistration,
  registerToTheEnd,
  registerWithRolesPending,
  resume,
} from '../support/deployed/registration.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { eventuallyHolds } from '../support/eventually.ts';

const remove = (api: Api, userId: string) => api('DELETE', `/v1/users/${userId}`, { query: { confirm: 'true' } });

async function newRegistered() {
  const plan = await planRegistration({ roles: ['user'] });
  expect((await registerToTheEnd(plan)).status).toBe(201);
  return { ...plan, api: await apiAsAdmin() };
}

describe('deleting a user', () => {
  it('writes nothing when the pool does not say whether the user exists', async () => {
    const { userId, registrationId, api } = await newRegistered();
    await inject({ ...poolCall('AdminGetUser', userId), effect: error('InternalErrorException') });

    const refused = await remove(api, userId);

    expect(refused.status).toBe(503);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, grants: ['user'], profile: { status: 'active' } });
  });

  it('reports the deleted grants when the pool does not delete the user, and continues when repeated', async () => {
    const { userId, registrationId, api } = await newRegistered();
    const fault = await inject({ ...poolCall('AdminDeleteUser', userId), effect: error('InternalErrorException') });

    const halfway = await remove(api, userId);
    expect(halfway.status).toBe(500);
    expect(problemOf(halfway)).toBe('deletion_incomplete');
    expect(await poolUserOf(userId)).toBeDefined();
    await fault.heal();

    expect((await remove(api, userId)).status).toBe(204);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: false, profile: undefined, grants: [], lock: undefined });
    await eventuallyHolds('the deletion is recorded once', async () => {
      const actions = auditActions({ entries: await entriesAbout(userId) });
      expect(actions.filter((action) => action === 'USER_DELETED')).toHaveLength(1);
    });
  });

  it("happens once when the pool's answer is lost", async () => {
    const { userId, registrationId, api } = await newRegistered();
    await inject({ ...poolCall('AdminDeleteUser', userId), hits: { first: 1 }, effect: lostAnswer });

    expect((await remove(api, userId)).status).toBe(204);

    expect(await expectInvariants(registrationId)).toMatchObject({ inPool: false, lock: undefined });
  });
});

describe('disabling a user', () => {
  it('revokes access although the pool does not answer, and completes when repeated', async () => {
    const user = await newUser('readonly');
    const api = await apiAsAdmin();
    const fault = await inject({
      ...poolCall('AdminDisableUser', user.userId),
      effect: error('TooManyRequestsException'),
    });

    const refused = await api('POST', `/v1/users/${user.userId}/disable`);
    expect(refused.status).toBe(503);
    expect((await user.api('GET', '/v1/users')).status).toBe(401);
    await fault.heal();

    expect((await api('POST', `/v1/users/${user.userId}/disable`)).status).toBe(200);
    expect(await poolUserOf(user.userId)).toMatchObject({ Enabled: false });
    await expectInvariants(user.registrationId);
  });

  it('is refused while roles are pending; deleting is not', async () => {
    const plan = await planRegistration();
    const api = await apiAsAdmin();
    await inject({
      ...poolCall('AdminGetUser', plan.userId),
      hits: { first: 5 },
      effect: error('UserNotFoundException'),
    });
    await registerWithRolesPending(plan);

    const refused = await api('POST', `/v1/users/${plan.userId}/disable`);

    expect(refused.status).toBe(409);
    expect(problemOf(refused)).toBe('registration_unfinished');
    expect((await remove(api, plan.userId)).status).toBe(204);
    const traces = await expectInvariants(plan.registrationId);
    expect(traces).toMatchObject({ inPool: false, profile: undefined, lock: undefined });
    expect(problemOf((await resume(plan.registrationId)) as never)).toBe('nothing_to_resume');
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ inPool: false, grants: [] });
  });
});
