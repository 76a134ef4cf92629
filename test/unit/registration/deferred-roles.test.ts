import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../contracts/events/define-event.ts';
import type { TaskError } from '../../../contracts/registration.ts';
import { completeRoles, deferRoles, hasTimedOut, nextAttemptAt } from '../../../lambdas/registration/deferred-roles.ts';
import { ADMIN, aRecord, aReservation, clock, NOW } from '../../support/registration/builders.ts';
import { fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation();
const operator: Actor = { type: 'user', id: ADMIN };
const notVisible = { Cause: '{"errorType":"Transient","errorMessage":"404 AdminGetUser: UserNotFoundException"}' };

describe('nextAttemptAt', () => {
  it.each([
    [1, '09:31'],
    [2, '09:35'],
    [3, '09:45'],
    [4, '10:30'],
    [5, '10:30'],
    [24, '10:30'],
  ])('returns, after attempt %i, %s', (attempt, time) => {
    expect(nextAttemptAt(attempt, NOW)).toBe(`2026-11-22T${time}:00.000Z`);
  });
});

describe('hasTimedOut', () => {
  it('is true once the roles have been pending for 24 hours', () => {
    expect(hasTimedOut('2026-11-21T09:30:00.001Z', NOW)).toBe(false);
    expect(hasTimedOut('2026-11-21T09:30:00.000Z', NOW)).toBe(true);
  });
});

describe('deferRoles', () => {
  async function defer(record = aRecord('created'), failure: TaskError = notVisible) {
    const fake = fakeRegistrationStore(record);
    const answer = await deferRoles({ store: fake.store, usersTable: 'users', clock })({ registration, failure });
    return { fake, answer };
  }

  it('announces the user without roles, and records when they are due', async () => {
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

  it.each([[{ Error: 'Sandbox.Timedout', Cause: 'timed out' }], [{}]])(
    'records the error %j as 503',
    async (failure) => {
      expect((await defer(aRecord('created'), failure)).answer.status).toBe(503);
    },
  );

  it('defers nothing when the roles are granted and only the answer was lost', async () => {
    const { fake, answer } = await defer(aRecord('registered'));
    expect(answer.user.status).toBe('active');
    expect(fake.events()).toEqual([]);
  });
});

describe('completeRoles', () => {
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

  it('grants the roles and does not announce the user again', async () => {
    const { fake, complete } = prepare();
    expect(await complete()).toMatchObject({ state: 'registered' });
    expect(fake.events()).toEqual(['RoleAssignmentSucceeded']);
    expect(fake.rows[0]?.detail.metadata.actor).toEqual(operator);
  });

  it('defers the roles again when the pool is still unavailable', async () => {
    const { fake, users, complete } = prepare();
    users.fail('exists', 'TooManyRequestsException');
    expect(await complete()).toMatchObject({
      state: 'roles_pending',
      attempts: 2,
      nextAttemptAt: '2026-11-22T09:35:00.000Z',
    });
    expect(fake.data('RoleAssignmentDeferred')).toMatchObject({ attempt: 2, status: 503 });
  });

  it('keeps the announced user when the roles are refused definitively, and raises an alert', async () => {
    const { fake, users, complete } = prepare();
    users.fail('exists', 'InvalidParameterException');
    expect(await complete()).toMatchObject({ state: 'roles_refused' });
    expect(users.users.has(registration.userId)).toBe(true);
    expect(fake.events()).toEqual(['RoleAssignmentFailed', 'PlatformAlertRaised']);
  });
});
