import { describe, expect, it } from 'vitest';
import { assignRoles } from '../../../lambdas/registration/grant-roles.ts';
import { aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { awsError, fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation({ roles: ['user', 'readonly'] });

function prepare(record = aRecord('created')) {
  const fake = fakeRegistrationStore(record);
  const users = fakeUserPool(registration.userId);
  const assign = assignRoles({
    store: fake.store,
    usersTable: 'users',
    accessTable: 'access',
    pool: users.pool,
    clock,
  });
  return { fake, users, assign: () => assign({ registration }) };
}

describe('assignRoles', () => {
  it('grants all roles and announces the user in one transaction', async () => {
    const { fake, assign } = prepare();
    expect(await assign()).toMatchObject({
      outcome: 'assigned',
      user: { status: 'active', roles: ['user', 'readonly'] },
    });
    expect(fake.events()).toEqual(['RoleAssignmentSucceeded', 'RoleAssignmentSucceeded', 'UserRegistered']);
    expect(fake.state()).toBe('registered');
  });

  it('throws 404 and keeps the user when the pool does not show them yet', async () => {
    const { fake, users, assign } = prepare();
    users.users.clear();
    await expect(assign()).rejects.toThrow(/^404 /);
    expect(fake.state()).toBe('created');
  });

  it.each([
    'TooManyRequestsException',
    'InternalErrorException',
    'NotAuthorizedException',
    'ResourceNotFoundException',
  ])('throws 503 when the pool answers %s', async (name) => {
    const { users, assign } = prepare();
    users.fail('exists', name);
    await expect(assign()).rejects.toThrow(`503 AdminGetUser: ${name}`);
  });

  it('returns a refusal when the pool refuses definitively', async () => {
    const { users, assign } = prepare();
    users.fail('exists', 'InvalidParameterException');
    expect(await assign()).toMatchObject({ outcome: 'refused', failure: { type: 'identity_provider_error' } });
  });

  it.each([
    [1, 'user'],
    [2, 'readonly'],
  ])('returns a refusal when the role of check %i was deleted: %s', async (index, role) => {
    const { fake, assign } = prepare();
    fake.conflicts.push(index);
    expect(await assign()).toMatchObject({ outcome: 'refused', failure: { type: 'role_not_found', roles: [role] } });
    expect(fake.events()).toEqual([]);
  });

  it('grants the other roles when the user has one already, and journals that', async () => {
    const { fake, assign } = prepare();
    fake.conflicts.push(3);
    expect(await assign()).toMatchObject({ outcome: 'assigned' });
    expect(fake.events()).toEqual(['RoleAssignmentSucceeded', 'RoleAssignmentFailed', 'UserRegistered']);
    expect(fake.data('RoleAssignmentFailed')).toMatchObject({ role: 'user', reason: 'already_has_role' });
  });

  it('returns assigned when an earlier try was recorded and its answer lost', async () => {
    const { fake, assign } = prepare(aRecord('registered'));
    expect(await assign()).toMatchObject({ outcome: 'assigned' });
    expect(fake.events()).toEqual([]);
  });

  it.each(['ProvisionedThroughputExceededException', 'InternalServerError', 'AccessDeniedException'])(
    'throws 503 when the store answers %s',
    async (name) => {
      const { fake, assign } = prepare();
      fake.errors.push(awsError(name));
      await expect(assign()).rejects.toThrow(`503 TransactWriteItems: ${name}`);
    },
  );

  it('returns assigned when an earlier try granted the roles, although the pool refuses now', async () => {
    const { users, assign } = prepare(aRecord('registered'));
    users.fail('exists', 'InvalidParameterException');
    expect(await assign()).toMatchObject({ outcome: 'assigned' });
  });

  it('returns a refusal when the store refuses definitively', async () => {
    const { fake, assign } = prepare();
    fake.errors.push(awsError('ValidationException'));
    expect(await assign()).toMatchObject({
      failure: { type: 'role_assignment_failed', message: 'The store refused: ValidationException.' },
    });
  });
});
