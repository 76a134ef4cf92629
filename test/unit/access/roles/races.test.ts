import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, type RoleWorld } from '../../../support/roles/world.ts';

const settled = async (askings: readonly Promise<unknown>[]) => {
  const results = await Promise.allSettled(askings);
  return results.map((result) => (result.status === 'fulfilled' ? 'done' : String(result.reason.type)));
};

/** What the user holds, by her grants, by what the authorizer reads, and by the events. */
function held(world: RoleWorld, userId: string) {
  const told = new Set<string>();
  for (const { type, detail } of world.rows()) {
    const { userId: of, role = '' } = detail.data as { userId: string; role?: string };
    if (of !== userId) continue;
    if (type === 'RoleAssignmentSucceeded') told.add(role);
    if (type === 'RoleRevocationSucceeded') told.delete(role);
  }
  return { grants: world.grants(userId), roles: world.roles(userId), told: [...told].sort() };
}

describe('assign against revoke of one role', () => {
  it.each([1, 2, 3, 4, 5])('ends as the last version says, in state and in events (order %s)', async (seed) => {
    const world = aRoleWorld(seed);
    world.person();
    const askings = Array.from({ length: 50 }, (_, number) => {
      const request = { ...world.asked(), role: 'user' };
      return number % 2 === 0 ? world.assign(request) : world.revoke(request);
    });
    const outcomes = await settled(askings);

    const { grants, roles, told } = held(world, ANN);
    expect([grants, told]).toEqual([roles, roles]);
    expect(world.held()?.version).toBe(outcomes.filter((outcome) => outcome === 'done').length);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'already_has_role', 'does_not_have_role']));
  });
});

describe('two admins who demote each other', () => {
  // 5,000 operations: 2 s alone, 6 s and more on a machine that is busy.
  it('leave one admin: 50 callers, 100 rounds', { timeout: 30_000 }, async () => {
    for (let round = 1; round <= 100; round += 1) {
      const world = aRoleWorld(round);
      world.person({ userId: ADMIN, roles: ['admin'] });
      world.person({ userId: ANN, roles: ['admin'] });
      const askings = Array.from({ length: 50 }, (_, number) => {
        const [by, userId] = number % 2 === 0 ? [ADMIN, ANN] : [ANN, ADMIN];
        const asked = world.asked(userId, { by });
        return number % 4 < 2 ? world.revoke({ ...asked, role: 'admin' }) : world.replace({ ...asked, roles: [] });
      });
      await settled(askings);

      const admins = [ADMIN, ANN].filter((userId) => world.roles(userId).includes('admin'));
      expect([admins.length, world.admins()], `round ${round}`).toEqual([1, 1]);
      const gone = world.rows().filter(({ type }) => type === 'RoleRevocationSucceeded');
      expect(gone, `round ${round}`).toHaveLength(1);
    }
  });
});
