import { describe, expect, it } from 'vitest';
import { dueIn, toApi } from '../../../lambdas/domain/registration/record.ts';
import { aRecord, NOW } from '../../support/registration/builders.ts';

describe('dueIn', () => {
  it.each(['reserved', 'created', 'rolling_back'] as const)(
    'lists a %s registration for the time after its workflow has timed out',
    (state) => {
      expect(dueIn(state, NOW)).toEqual({ dueList: 'all', dueAt: '2026-11-22T09:41:00.000Z' });
    },
  );

  it('lists pending roles for their next attempt', () => {
    expect(dueIn('roles_pending', NOW, '2026-11-22T09:31:00.000Z')).toMatchObject({
      dueAt: '2026-11-22T09:31:00.000Z',
    });
  });

  it('does not list pending roles without a next attempt', () => {
    expect(dueIn('roles_pending', NOW)).toEqual({});
  });

  it.each(['registered', 'rolled_back', 'rollback_failed', 'roles_refused', 'failed'] as const)(
    'does not list a registration that is %s',
    (state) => {
      expect(dueIn(state, NOW)).toEqual({});
    },
  );
});

describe('toApi', () => {
  it('shows the user of a registration', () => {
    expect(toApi(aRecord('roles_pending')).userId).toBeDefined();
  });

  it('shows the state and no user once the user is deleted', () => {
    const record = aRecord('roles_pending', { userDeletedAt: '2026-11-22T10:00:00.000Z' });
    expect(toApi(record)).toMatchObject({ state: 'roles_pending', userId: undefined });
  });
});
