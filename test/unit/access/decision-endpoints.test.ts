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

describe('what may I do', () => {
  it('tells roles, groups and what they allow together, as the contract has it', async () => {
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

  it('says to ask again when the store is silent', async () => {
    const { world, mine } = aWorld();
    world.silent.add('authorization');
    await expect(mine()).rejects.toMatchObject({ name: 'Refusal', type: 'unavailable' });
  });
});

describe('whether somebody may', () => {
  it.each([
    ['users:read', { allowed: true, reason: 'granted' }],
    ['users:delete', { allowed: false, reason: 'not_granted' }],
  ])('answers of oneself: %s', async (permission, answer) => {
    const { check } = aWorld();
    expect(await check({ permission })).toEqual(answer);
    expect(await check({ permission, userId: ADMIN })).toEqual(answer);
    expect(checkAnswer.parse(answer)).toEqual(answer);
  });

  it('answers of others to who may ask, and to nobody else', async () => {
    const { check } = aWorld();
    const body = { userId: ANN, permission: 'audit:read' };
    expect(await check(body, 'authorization:check')).toEqual({ allowed: true, reason: 'granted' });
    await expect(check(body, 'users:read')).rejects.toMatchObject({ type: 'not_allowed' });
  });

  it('does not even tell a stranger from a user to who may not ask', async () => {
    const { world, check } = aWorld();
    world.held.delete(ANN);
    await expect(check({ userId: ANN, permission: 'audit:read' })).rejects.toMatchObject({ type: 'not_allowed' });
  });

  it('knows no access for strangers and the disabled', async () => {
    const { world, check } = aWorld();
    const body = { userId: ANN, permission: 'audit:read' };
    const none = { allowed: false, reason: 'no_access' };
    world.change({ groups: new Set(['auditors']), disabled: true });
    expect(await check(body, 'authorization:check')).toEqual(none);
    world.held.delete(ANN);
    expect(await check(body, 'authorization:check')).toEqual(none);
  });

  it('knows no organization, and so allows nothing in one', async () => {
    const { check } = aWorld();
    const body = { permission: 'users:read', organizationId: ANN };
    expect(await check(body)).toEqual({ allowed: false, reason: 'unknown_organization' });
  });

  it.each(['authorization', 'definitions', 'version'] as const)('allows nothing while %s is silent', async (what) => {
    const { world, check } = aWorld();
    world.silent.add(what);
    expect(await check({ permission: 'users:read' })).toEqual({ allowed: false, reason: 'unavailable' });
  });

  it('refuses a permission that there is not', async () => {
    await expect(aWorld().check({ permission: 'users:fly' })).rejects.toMatchObject({ type: 'validation_error' });
  });
});
