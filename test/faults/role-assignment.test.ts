import { describe, expect, it } from 'vitest';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { error, inject, poolCall } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { noticesAbout } from '../support/deployed/mailbox.ts';
import {
  planRegistration,
  type RegistrationPlan,
  register,
  registerToTheEnd,
  registerWithRolesPending,
  registrationOf,
  resume,
} from '../support/deployed/registration.ts';
import { eventually } from '../support/eventually.ts';
import type { Injected } from '../support/fault-proxy/client.ts';
import type { FaultSpec } from '../support/fault-proxy/fault.ts';

/** What the pool answers when asked whether it has the user, before the roles are given. */
const poolAnswers = ({ userId }: RegistrationPlan, name: string, hits: FaultSpec['hits'] = 'all'): Promise<Injected> =>
  inject({ ...poolCall('AdminGetUser', userId), hits, effect: error(name) });

const pendingActions = [
  'USER_REGISTRATION_STARTED',
  'USER_REGISTRATION_VALIDATED',
  'USER_CREATED',
  'ROLE_ASSIGNMENT_ATTEMPTED user',
  'ROLE_ASSIGNMENT_ATTEMPTED readonly',
  'ROLE_ASSIGNMENT_DEFERRED',
  'USER_REGISTERED',
];
const completedActions = [...pendingActions, 'ROLE_ASSIGNED user', 'ROLE_ASSIGNED readonly'];

const lasting = [
  { name: 'UserNotFoundException', status: 404 },
  { name: 'InternalErrorException', status: 503 },
  { name: 'TooManyRequestsException', status: 503 },
] as const;

describe.each(lasting)('roles that $name keeps from being assigned', ({ name, status }) => {
  it('leave the user with roles pending, and are assigned when an operator resumes', async () => {
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    const { registrationId, userId, account } = plan;
    const fault = await poolAnswers(plan, name);

    const answer = await registerWithRolesPending(plan);

    expect(answer.headers.get('location')).toBe(`/v1/registrations/${registrationId}`);
    expect(answer.body).toEqual({
      registrationId,
      state: 'roles_pending',
      userId,
      transientStatus: status,
      rolesPending: account.roles,
    });
    const pending = await expectInvariants(registrationId);
    expect(pending).toMatchObject({ inPool: true, grants: [], deletions: 0, mails: 1 });
    expect(auditActions(pending)).toEqual(pendingActions);
    await eventually('the operators get a notice', async () => (await noticesAbout(userId))[0]);

    await fault.heal();
    const resumed = await resume(registrationId);

    expect(resumed).toMatchObject({ status: 200, body: { state: 'registered' } });
    const completed = await expectInvariants(registrationId);
    expect(completed).toMatchObject({ grants: ['readonly', 'user'], roles: ['readonly', 'user'], mails: 1 });
    expect(auditActions(completed)).toEqual(completedActions);
  });
});

describe('roles that are pending', () => {
  it('are assigned when the same POST is repeated', async () => {
    const plan = await planRegistration();
    const fault = await poolAnswers(plan, 'InternalErrorException');
    await registerWithRolesPending(plan);
    await fault.heal();

    const again = await register(plan);

    expect(again).toMatchObject({ status: 201, body: { userId: plan.userId, status: 'active' } });
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ grants: ['user'], mails: 1 });
  });

  it('stay pending and are counted when a resume fails again', async () => {
    const plan = await planRegistration();
    await poolAnswers(plan, 'UserNotFoundException');
    await registerWithRolesPending(plan);

    const resumed = await resume(plan.registrationId);

    expect(resumed).toMatchObject({ status: 202, body: { state: 'roles_pending', attempts: 2, transientStatus: 404 } });
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ inPool: true, grants: [] });
  });

  it('that are refused later fail without deleting the announced user', async () => {
    const plan = await planRegistration();
    const fault = await poolAnswers(plan, 'UserNotFoundException');
    await registerWithRolesPending(plan);
    await fault.heal();
    await poolAnswers(plan, 'InvalidParameterException');

    const resumed = await resume(plan.registrationId);

    expect(resumed).toMatchObject({ status: 200, body: { state: 'roles_refused' } });
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ inPool: true, grants: [], deletions: 0 });
  });
});

describe('roles that are assigned late', () => {
  it('wait for a user that the pool does not show at first', async () => {
    const plan = await planRegistration();
    const fault = await poolAnswers(plan, 'UserNotFoundException', { first: 2 });

    const answer = await registerToTheEnd(plan);

    expect(answer).toMatchObject({ status: 201, body: { status: 'active' } });
    expect(await fault.heal()).toEqual({ matched: 3, hit: 2 });
    const traces = await expectInvariants(plan.registrationId);
    expect(traces).toMatchObject({ grants: ['user'], mails: 1 });
    expect(auditActions(traces)).not.toContain('ROLE_ASSIGNMENT_DEFERRED');
    expect((await registrationOf(plan.registrationId)).steps.map(({ state }) => state)).toEqual([
      'reserved',
      'created',
      'registered',
    ]);
  });
});
