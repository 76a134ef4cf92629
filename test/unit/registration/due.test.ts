import { describe, expect, it } from 'vitest';
import { dueIn } from '../../../lambdas/domain/registration/record.ts';
import { hasTimedOut, nextAttemptAt } from '../../../lambdas/registration/deferred-roles.ts';
import { NOW } from '../../support/registration/builders.ts';

describe('deferred roles', () => {
  it.each([
    [1, '09:31'],
    [2, '09:35'],
    [3, '09:45'],
    [4, '10:30'],
    [5, '10:30'],
    [24, '10:30'],
  ])('are due after attempt %i at %s', (attempt, time) => {
    expect(nextAttemptAt(attempt, NOW)).toBe(`2026-11-22T${time}:00.000Z`);
  });
});

describe('the sweeper list', () => {
  it.each(['reserved', 'created', 'rolling_back'] as const)(
    'looks at %s after the machine must have ended',
    (state) => {
      expect(dueIn(state, NOW)).toEqual({ dueList: 'all', dueAt: '2026-11-22T09:41:00.000Z' });
    },
  );

  it('looks at pending roles when they are due, and never when they are not', () => {
    expect(dueIn('roles_pending', NOW, '2026-11-22T09:31:00.000Z')).toMatchObject({
      dueAt: '2026-11-22T09:31:00.000Z',
    });
    expect(dueIn('roles_pending', NOW)).toEqual({});
  });

  it.each(['registered', 'rolled_back', 'rollback_failed', 'roles_refused', 'failed'] as const)(
    'forgets %s',
    (state) => {
      expect(dueIn(state, NOW)).toEqual({});
    },
  );

  it('gives up on pending roles after 24 hours', () => {
    expect(hasTimedOut('2026-11-21T09:30:00.001Z', NOW)).toBe(false);
    expect(hasTimedOut('2026-11-21T09:30:00.000Z', NOW)).toBe(true);
  });
});
