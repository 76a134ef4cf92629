import { describe, expect, it } from 'vitest';
import { grantActions } from '../../../lambdas/domain/authorization/grants.ts';
import { writeTransaction } from '../../../lambdas/platform/aws/dynamo.ts';
import { ADMIN, ANN, aRoleWorld } from '../../support/roles/world.ts';

const grant = (roles: readonly string[], disabled?: boolean) => ({
  userId: ANN,
  roles,
  grantedBy: ADMIN,
  at: new Date('2026-11-22T10:00:00.000Z'),
  ...(disabled === undefined ? {} : { disabled }),
});

/** The outcome of assigning these roles to a user who is disabled, or not. */
async function given(disabled: boolean, { roles, assumed }: { roles: readonly string[]; assumed?: boolean }) {
  const world = aRoleWorld();
  world.addUser({ disabled });
  const actions = grantActions('access', grant(roles, assumed));
  const conflict = await writeTransaction(world.deps.client, actions);
  return { at: conflict && actions.length - conflict.index, admins: world.admins(), roles: world.roles() };
}

describe('grantActions', () => {
  it.each([
    [false, undefined, { admins: 1, roles: ['admin', 'user'] }],
    [true, true, { admins: 0, roles: ['admin', 'user'] }],
    // Read again: the last action refused.
    [true, undefined, { at: 1, admins: 0, roles: [] }],
    [false, true, { at: 1, admins: 0, roles: [] }],
  ])('counts an admin who is not disabled (disabled %s, read as %s)', async (disabled, assumed, expected) => {
    const more = assumed === undefined ? {} : { assumed };
    expect(await given(disabled, { roles: ['user', 'admin'], ...more })).toEqual(expected);
  });

  it('assigns other roles whether the user is disabled or not', async () => {
    expect(await given(true, { roles: ['user'] })).toMatchObject({ roles: ['user'], at: undefined });
  });
});
