import { describe, expect, it } from 'vitest';
import { checkAnswer, myPermissions } from '../../../contracts/api/access.ts';
import { decisions } from '../../../lambdas/access/authorizer/decisions.ts';
import { decisionEndpoints } from '../../../lambdas/access/decision-endpoints.ts';
import { DecisionWorld } from '../../support/access/decision-world.ts';
import { ADMIN, ANN } from '../../support/accounts/accounts.ts';
import { aRequest } from '../../support/api/requests.ts';

/** The caller is ADMIN; Ann reads the audit trail. */
function aWorld() {
  const world = new DecisionWorld();
  world.define('reader', 'users:read', 'users:fly');
  world.define('auditors', 'audit:read');
  world.change({ roles: new Set(['reader']) }, ADMIN);
  world.change({ groups: new Set(['auditors']) }, ANN);
  const { getMyPermissions, checkAuthorization } = decisionEndpoints(decisions(world));
  const check = async (body: object, ...permissions: readonly string[]) =>
    (await checkAuthorization(aRequest({ body, permissions }))).body;
  const mine = async () => (await getMyPermissions(aRequest())).body;
  return { world, check, mine };
}

describe('GET /v1/me/permissions', () => {
  it('returns roles, groups and the union of their permissions, as in the contract', async () => {
    const { world, mine } = aWorld();
    world.change({ roles: new Set(['reader']), groups: new Set(['auditors']) }, ADMIN);
    const body = await mine();
    expect(body).toEqual({
      userId: ADMIN,
      roles: ['reader'],
      groups: ['auditors'],
      permissions: ['users:read', 'audit:read'],
    });
    expect(myPermissions.parse(body)).toEqual(body);
  });

  it('answers unavailable when the database does not answer', async () => {
    const { world, mine } = aWorld();
    world.failing.add('authorization');
    await expect(mine()).rejects.toMatchObject({ name: 'Refusal', type: 'unavailable' });
  });
});

describe('POST /v1/authorization/check', () => {
  it.each([
    ['users:read', { allowed: true, reason: 'granted' }],
    ['users:delete', { allowed: false, reason: 'not_granted' }],
  ])('answers for the caller: %s', async (permission, answer) => {
    const { check } = aWorld();
    expect(await check({ permission })).toEqual(answer);
    expect(await check({ permission, userId: ADMIN })).toEqual(answer);
    expect(checkAnswer.parse(answer)).toEqual(answer);
  });

  it('answers for other users only with authorization:check', async () => {
    const { check } = aWorld();
    const body = { userId: ANN, permission: 'audit:read' };
    expect(await check(body, 'authorization:check')).toEqual({ allowed: true, reason: 'granted' });
    await expect(check(body, 'users:read')).rejects.toMatchObject({ type: 'not_allowed' });
  });

  it('refuses a caller without authorization:check the same way for known and unknown users', async () => {
    const { world, check } = aWorld();
    world.authorizations.delete(ANN);
    await expect(check({ userId: ANN, permission: 'audit:read' })).rejects.toMatchObject({ type: 'not_allowed' });
  });

  it('answers no_access for unknown and disabled users', async () => {
    const { world, check } = aWorld();
    const body = { userId: ANN, permission: 'audit:read' };
    const none = { allowed: false, reason: 'no_access' };
    world.change({ groups: new Set(['auditors']), disabled: true });
    expect(await check(body, 'authorization:check')).toEqual(none);
    world.authorizations.delete(ANN);
    expect(await check(body, 'authorization:check')).toEqual(none);
  });

  it('allows nothing in an organization, which it does not know', async () => {
    const { check } = aWorld();
    const body = { permission: 'users:read', organizationId: ANN };
    expect(await check(body)).toEqual({ allowed: false, reason: 'unknown_organization' });
  });

  it.each(['authorization', 'definitions', 'version'] as const)(
    'allows nothing while %s does not answer',
    async (what) => {
      const { world, check } = aWorld();
      world.failing.add(what);
      expect(await check({ permission: 'users:read' })).toEqual({ allowed: false, reason: 'unavailable' });
    },
  );

  it('refuses an unknown permission', async () => {
    await expect(aWorld().check({ permission: 'users:fly' })).rejects.toMatchObject({ type: 'validation_error' });
  });
});
