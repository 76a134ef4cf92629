import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../contracts/events/define-event.ts';
import type { TaskError } from '../../../contracts/workflows/register-user.ts';
import { completeRoles, deferRoles } from '../../../lambdas/registration/deferred-roles.ts';
import { resumeRollback, rollBackUser } from '../../../lambdas/registration/rollback.ts';
import { ADMIN, aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation();
const operator: Actor = { type: 'user', id: ADMIN };
const notVisible = { Cause: '{"errorType":"Transient","errorMessage":"404 AdminGetUser: UserNotFoundException"}' };

describe('deferring the roles', () => {
  async function defer(record = aRecord('created'), failure: TaskError = notVisible) {
    const fake = fakeRegistrationStore(record);
    const answer = await deferRoles({ store: fake.store, usersTable: 'users', clock })({ registration, failure });
    return { fake, answer };
  }

  it('announces the user without her roles, and says when they are due', async () => {
    const { fake, answer } = await defer();
    expect(answer).toMatchObject({ outcome: 'deferred', status: 404, user: { status: 'roles_pending' } });
    expect(fake.record()).toMatchObject({
      state: 'roles_pending',
      transientStatus: 404,
      attempts: 1,
      nextAttemptAt: '2026-11-22T09:31:00.000Z',
    });
    expect(fake.events()).toEqual(['RoleAssignmentDeferred', 'UserRegistered']);
  });

  it.each([[{ Error: 'Sandbox.Timedout', Cause: 'timed out' }], [{}]])('counts %j as 503', async (failure) => {
    expect((await defer(aRecord('created'), failure)).answer.status).toBe(503);
  });

  it('defers nothing when the roles were given and only the answer was lost', async () => {
    const { fake, answer } = await defer(aRecord('registered'));
    expect(answer.user.status).toBe('active');
    expect(fake.events()).toEqual([]);
  });
});

describe('completing deferred roles', () => {
  function prepare() {
    const pending = aRecord('roles_pending', { attempts: 1, transientStatus: 503 });
    const fake = fakeRegistrationStore(pending);
    const users = fakeUserPool(registration.userId);
    const complete = completeRoles({
      store: fake.store,
      usersTable: 'users',
      accessTable: 'access',
      pool: users.pool,
      clock,
    });
    return { fake, users, complete: () => complete(pending, operator) };
  }

  it('gives the roles and does not announce the user again', async () => {
    const { fake, complete } = prepare();
    expect(await complete()).toMatchObject({ state: 'registered' });
    expect(fake.events()).toEqual(['RoleAssignmentSucceeded']);
    expect(fake.rows[0]?.detail.metadata.actor).toEqual(operator);
  });

  it('stays pending with one attempt more when the pool is still away', async () => {
    const { fake, users, complete } = prepare();
    users.fail('exists', 'TooManyRequestsException');
    expect(await complete()).toMatchObject({
      state: 'roles_pending',
      attempts: 2,
      nextAttemptAt: '2026-11-22T09:35:00.000Z',
    });
    expect(fake.data('RoleAssignmentDeferred')).toMatchObject({ attempt: 2, status: 503 });
  });

  it('keeps the announced user when the roles are refused for good, and raises an alert', async () => {
    const { fake, users, complete } = prepare();
    users.fail('exists', 'InvalidParameterException');
    expect(await complete()).toMatchObject({ state: 'roles_refused' });
    expect(users.users.has(registration.userId)).toBe(true);
    expect(fake.events()).toEqual(['RoleAssignmentFailed', 'PlatformAlertRaised']);
  });
});

describe('resuming a failed rollback', () => {
  function prepare() {
    const rollbackError = { type: 'identity_provider_error', message: 'first' } as const;
    const failed = aRecord('rollback_failed', { rollbackError, failure: { type: 'role_not_found', message: 'gone' } });
    const fake = fakeRegistrationStore(failed);
    const users = fakeUserPool(registration.userId);
    const { store } = fake;
    const rollBack = rollBackUser({ store, registrationsTable: 'r', usersTable: 'u', pool: users.pool, clock });
    return { fake, users, resume: () => resumeRollback(store, rollBack, clock)(failed, operator) };
  }

  it('finishes it without a second terminal event', async () => {
    const { fake, resume } = prepare();
    expect(await resume()).toMatchObject({
      state: 'rolled_back',
      manualCleanupRequired: false,
      failure: { type: 'role_not_found' },
    });
    expect(fake.events()).toEqual(['UserRegistrationRolledBack']);
  });

  it('records what stood in the way the second time', async () => {
    const { fake, users, resume } = prepare();
    users.fail('remove', 'TooManyRequestsException');
    await expect(resume()).rejects.toMatchObject({ type: 'rollback_failed' });
    expect(fake.record()).toMatchObject({
      state: 'rollback_failed',
      rollbackError: { message: expect.stringContaining('TooManyRequestsException') },
    });
  });
});
