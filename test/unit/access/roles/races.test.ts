import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, type RoleWorld } from '../../../support/roles/world.ts';

const outcomesOf = async (askings: readonly Promise<unknown>[]) => {
  const results = await Promise.allSettled(askings);
  return results.map((result) => (result.status === 'fulfilled' ? 'done' : String(result.reason.type)));
};

/** The user's roles by the grants, by the authorization and by the events. */
function rolesByEach(world: RoleWorld, userId: string) {
  const byEvents = new Set<string>();
  for (const { type, detail } of world.rows()) {
    const { userId: of, role = '' } = detail.data as { userId: string; role?: string };
    if (of !== userId) continue;
    if (type === 'RoleAssignmentSucceeded') byEvents.add(role);
    if (type === 'RoleRevocationSucceeded') byEvents.delete(role);
  }
  return { grants: world.grants(userId), roles: world.roles(userId), byEvents: [...byEvents].sort() };
}

describe('assignRole and revokeRole of one role at once', () => {
  it.each([1, 2, 3, 4, 5])(
    'end in one state, in the grants, the authorization and the events (order %s)',
    async (seed) => {
      const world = aRoleWorld(seed);
      world.addUser();
      const askings = Array.from({ length: 50 }, (_, number) => {
        const request = { ...world.request(), role: 'user' };
        return number % 2 === 0 ? world.assign(request) : world.revoke(request);
      });
      const outcomes = await outcomesOf(askings);

      const { grants, roles, byEvents } = rolesByEach(world, ANN);
      expect(grants).toEqual(roles);
      expect(byEvents).toEqual(roles);
      expect(world.authorization()?.version).toBe(outcomes.filter((outcome) => outcome === 'done').length);
      expect(new Set(outcomes)).toEqual(new Set(['done', 'already_has_role', 'does_not_have_role']));
    },
  );
});

describe('revokeRole and replaceRoles of two admins at once', () => {
  // 5,000 operations: 2 s alone, 6 s and more on a machine that is busy.
  it('leave one admin: 50 callers, 100 rounds', { timeout: 30_000 }, async () => {
    for (let round = 1; round <= 100; round += 1) {
      const world = aRoleWorld(round);
      world.addUser({ userId: ADMIN, roles: ['admin'] });
      world.addUser({ userId: ANN, roles: ['admin'] });
      const askings = Array.from({ length: 50 }, (_, number) => {
        const [by, userId] = number % 2 === 0 ? [ADMIN, ANN] : [ANN, ADMIN];
        const asked = world.request(userId, { by });
        return number % 4 < 2 ? world.revoke({ ...asked, role: 'admin' }) : world.replace({ ...asked, roles: [] });
      });
      await outcomesOf(askings);

      const admins = [ADMIN, ANN].filter((userId) => world.roles(userId).includes('admin'));
      expect(admins, `round ${round}`).toHaveLength(1);
      expect(world.admins(), `round ${round}`).toBe(1);
      const revocations = world.rows().filter(({ type }) => type === 'RoleRevocationSucceeded');
      expect(revocations, `round ${round}`).toHaveLength(1);
    }
  });
});
