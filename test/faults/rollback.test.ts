import { describe, expect, it } from 'vitest';
import { problemOf } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { error, inject, poolCall, transaction } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { noticesAbout } from '../support/deployed/mailbox.ts';
import { poolUserOf } from '../support/deployed/pool.ts';
import {
  planRegistration,
  type RegistrationPlan,
  registerToTheEnd,
  registrationOf,
  resume,
} from '../support/deployed/registration.ts';
import { deleteRole, newRole } from '../support/deployed/roles.ts';
import { faults } from '../support/deployed/system.ts';
import { eventually } from '../support/eventually.ts';

const poolRefuses = ({ userId }: RegistrationPlan) =>
  inject({ ...poolCall('AdminGetUser', userId), effect: error('InvalidParameterException') });

const storeRefuses = ({ userId }: RegistrationPlan) =>
  inject({ ...transaction(userId, 'RoleAssignmentSucceeded'), effect: error('ValidationException') });

/** Neither user, profile, grant, lock nor mail. */
const nothing = {
  inPool: false,
  profile: undefined,
  grants: [],
  roles: undefined,
  lock: undefined,
  mails: 0,
  deletions: 1,
};

const definitive = [
  { who: 'the pool', refuse: poolRefuses, errorType: 'identity_provider_error' },
  { who: 'the store', refuse: storeRefuses, errorType: 'role_assignment_failed' },
];

describe.each(definitive)('roles that $who refuses for good', ({ refuse, errorType }) => {
  it('leave nothing behind, and the audit trail records every step', async () => {
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    const { registrationId, userId } = plan;
    await refuse(plan);

    const answer = await registerToTheEnd(plan);

    expect(answer).toMatchObject({ status: 500, body: { registrationId } });
    expect(problemOf(answer)).toBe('registration_rolled_back');
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject(nothing);
    expect(auditActions(traces)).toEqual([
      'USER_REGISTRATION_STARTED',
      'USER_REGISTRATION_VALIDATED',
      'USER_CREATED',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'USER_REGISTRATION_ROLLED_BACK',
      'ROLE_ASSIGNMENT_FAILED user',
      'ROLE_ASSIGNMENT_FAILED readonly',
      'USER_REGISTRATION_FAILED',
    ]);
    expect(traces.entries.at(-1)?.details).toMatchObject({ errorType, userId, rolledBack: true });
    expect(await registrationOf(registrationId)).toMatchObject({ state: 'rolled_back', failure: { type: errorType } });
  });
});

describe('a role that is deleted while the user is created', () => {
  it('is named in the answer, and the rollback leaves nothing behind', async () => {
    const role = await newRole();
    const plan = await planRegistration({ roles: [role, 'user'] });
    const slow = await inject({
      ...poolCall('AdminCreateUser', plan.userId),
      effect: { kind: 'delay', ms: 1000 },
    });

    const answering = registerToTheEnd(plan);
    await eventually('the user is being made', async () => ((await slow.count()).matched > 0 ? true : undefined));
    await deleteRole(role);
    const answer = await answering;

    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toBe('unknown_roles');
    expect(answer.body.detail).toContain(role);
    expect(await expectInvariants(plan.registrationId)).toMatchObject(nothing);
  });
});

describe('a rollback that fails for good', () => {
  async function failedRollback() {
    const plan = await planRegistration();
    await poolRefuses(plan);
    const outage = await inject({
      ...poolCall('AdminDeleteUser', plan.userId),
      effect: error('InternalErrorException'),
    });
    return { plan, outage, answer: await registerToTheEnd(plan) };
  }

  it('reports both causes to the caller and to the operators', async () => {
    const { plan, answer } = await failedRollback();
    const { registrationId, userId } = plan;

    expect(answer.status).toBe(500);
    expect(problemOf(answer)).toBe('rollback_failed');
    expect(answer.body.detail).toMatch(/InvalidParameterException.*AdminDeleteUser.*InternalErrorException/);
    expect(await registrationOf(registrationId)).toMatchObject({
      state: 'rollback_failed',
      failure: { type: 'identity_provider_error' },
      rollbackError: { message: expect.stringContaining('AdminDeleteUser') },
      manualCleanupRequired: true,
    });
    const notice = await eventually('the operators get a notice', async () => (await noticesAbout(registrationId))[0]);
    expect(notice.text).toMatch(/InvalidParameterException[\s\S]*AdminDeleteUser/);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, grants: [], mails: 0 });
    expect(traces.lock).toMatchObject({ registrationId, userId });
    expect(auditActions(traces).slice(4)).toEqual([
      'ROLE_ASSIGNMENT_FAILED user',
      'USER_ROLLBACK_FAILED',
      'USER_REGISTRATION_FAILED',
    ]);
  });

  it('disables the user, and locks the address until the user is deleted', async () => {
    const { plan } = await failedRollback();
    expect(await poolUserOf(plan.userId)).toMatchObject({ Enabled: false });

    const other = await planRegistration({ email: plan.account.email });
    const answer = await registerToTheEnd(other);

    expect(answer.status).toBe(409);
    expect(problemOf(answer)).toBe('email_already_exists');
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ inPool: true });
  });

  it('reports another failure when resumed, and once healed leaves nothing and frees the address', async () => {
    const { plan, outage } = await failedRollback();
    const { registrationId, account } = plan;

    const failing = await resume(registrationId);
    expect(failing.status).toBe(500);
    expect(problemOf(failing as never)).toBe('rollback_failed');
    await outage.heal();
    const resumed = await resume(registrationId);

    expect(resumed).toMatchObject({ status: 200, body: { state: 'rolled_back', manualCleanupRequired: false } });
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: false, profile: undefined, lock: undefined, mails: 0 });
    expect(auditActions(traces).at(-1)).toBe('USER_REGISTRATION_ROLLED_BACK');
    const next = await planRegistration({ email: account.email });
    expect((await registerToTheEnd(next)).status).toBe(201);
    await expectInvariants(next.registrationId);
  });
});

describe('a rollback whose deletion was not answered', () => {
  it('ends once, without an error for the missing user', async () => {
    const plan = await planRegistration();
    await poolRefuses(plan);
    const lost = { kind: 'lost-answer' as const };
    await inject({ ...poolCall('AdminDeleteUser', plan.userId), hits: { first: 2 }, effect: lost });

    const answer = await registerToTheEnd(plan);

    expect(problemOf(answer)).toBe('registration_rolled_back');
    const traces = await expectInvariants(plan.registrationId);
    expect(traces).toMatchObject({ ...nothing, deletions: 3 });
    expect((await faults.calls(poolCall('AdminCreateUser', plan.userId))).length).toBe(1);
  });
});
