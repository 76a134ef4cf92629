import { describe, expect, it } from 'vitest';
import type { RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import type { Measurement } from '../../../lambdas/platform/observability/metrics.ts';
import { failRolesOfDeletedUser, giveUpOnRoles } from '../../../lambdas/registration/deferred-roles.ts';
import { sweepRegistrations } from '../../../lambdas/registration/sweep-registrations.ts';
import { aRecord, clock, NOW } from '../../support/registration/builders.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const due = { dueList: 'all', dueAt: NOW.toISOString() };

function prepare(records: readonly RegistrationRecord[], status: 'running' | 'ended' = 'ended', callMs = 0) {
  const fake = fakeRegistrationStore(...records);
  const calls: string[] = [];
  const measured: Measurement[] = [];
  const { store } = fake;
  const sweep = sweepRegistrations({
    store,
    startOrDescribe: async (id) => {
      calls.push(`start ${id}`);
      return status;
    },
    complete: async (record) => {
      calls.push(`complete ${record.registrationId}`);
      if (record.name === 'broken') throw new Error('no');
      return record;
    },
    giveUp: giveUpOnRoles(store, clock),
    failRoles: failRolesOfDeletedUser(store, clock),
    finish: async ({ registrationId }) => void calls.push(`finish ${registrationId}`),
    clock: () => new Date(NOW.getTime() + calls.length * callMs),
    measure: (...measurements) => void measured.push(...measurements),
  });
  return { fake, calls, measured, sweep };
}

const pending = (registrationId: string, changes: Partial<RegistrationRecord> = {}) =>
  aRecord('roles_pending', { registrationId, attempts: 1, ...due, ...changes });

describe('sweepRegistrations', () => {
  it('completes only roles that are due', async () => {
    const later = pending('later', { dueAt: '2026-11-22T09:30:00.001Z' });
    const { calls, sweep } = prepare([pending('now'), later, aRecord('registered', { registrationId: 'done' })]);
    expect(await sweep()).toEqual({ processed: 1, failed: 0 });
    expect(calls).toEqual(['complete now']);
  });

  it('stops before its time is up', async () => {
    const { calls, sweep } = prepare([pending('one'), pending('two'), pending('three')], 'ended', 16_000);
    expect(await sweep()).toEqual({ processed: 2, failed: 0 });
    expect(calls).toEqual(['complete one', 'complete two']);
  });

  it('measures how many registrations wait for their roles for more than an hour', async () => {
    const old = { createdAt: '2026-11-22T08:29:59.999Z', dueAt: '2026-11-22T10:00:00.000Z' };
    const { measured, sweep } = prepare([
      pending('old', old),
      pending('young', { createdAt: '2026-11-22T08:30:00.000Z' }),
      aRecord('created', { registrationId: 'running', ...due, ...old }),
      aRecord('registered', { registrationId: 'done', ...old }),
    ]);
    await sweep();
    expect(measured).toEqual([{ metric: 'RolesPendingOverAnHour', value: 1 }]);
  });

  it('continues when one registration fails', async () => {
    const { calls, sweep } = prepare([pending('bad', { name: 'broken' }), pending('good')]);
    expect(await sweep()).toEqual({ processed: 2, failed: 1 });
    expect(calls).toEqual(['complete bad', 'complete good']);
  });

  it('raises an alert after 24 hours, and makes no further attempt', async () => {
    const since = { state: 'roles_pending', at: '2026-11-21T09:30:00.000Z' } as const;
    const { fake, sweep } = prepare([pending('reg-1', { steps: [since] })]);
    await sweep();
    expect(fake.data('PlatformAlertRaised')).toMatchObject({ severity: 'critical' });
    expect(fake.record()).toMatchObject({ state: 'roles_pending' });
    expect(fake.record()?.dueAt).toBeUndefined();
  });

  it('journals the pending roles of a deleted user as failed, without an alert', async () => {
    const { fake, calls, sweep } = prepare([pending('reg-1', { userDeletedAt: NOW.toISOString() })]);
    await sweep();
    expect(calls).toEqual([]);
    expect(fake.events()).toEqual(['RoleAssignmentFailed']);
    expect(fake.data('RoleAssignmentFailed')).toMatchObject({ reason: 'user_not_found' });
    expect(fake.record()?.dueAt).toBeUndefined();
  });

  it.each(['reserved', 'created', 'rolling_back'] as const)(
    'finishes a %s registration whose workflow has ended',
    async (state) => {
      const { calls, sweep } = prepare([aRecord(state, due)]);
      await sweep();
      expect(calls).toEqual(['start reg-1', 'finish reg-1']);
    },
  );

  it('postpones a registration whose workflow still runs', async () => {
    const { fake, calls, sweep } = prepare([aRecord('created', due)], 'running');
    await sweep();
    expect(calls).toEqual(['start reg-1']);
    expect(fake.record()?.dueAt).toBe('2026-11-22T09:41:00.000Z');
  });
});
