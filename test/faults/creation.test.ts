import { describe, expect, it } from 'vitest';
import { problemOf } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { error, inject, lostAnswer, poolCall, reset, transaction } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { planRegistration, type RegistrationPlan, registerToTheEnd } from '../support/deployed/registration.ts';
import type { FaultSpec } from '../support/fault-proxy/fault.ts';

const storyOfSuccess = [
  'USER_REGISTRATION_STARTED',
  'USER_REGISTRATION_VALIDATED',
  'USER_CREATED',
  'ROLE_ASSIGNMENT_ATTEMPTED user',
  'ROLE_ASSIGNED user',
  'USER_REGISTERED',
];

type Which = (plan: RegistrationPlan) => Pick<FaultSpec, 'service' | 'operation' | 'including'>;

const creating: Which = ({ userId }) => poolCall('AdminCreateUser', userId);
const reserving: Which = ({ registrationId }) => transaction(registrationId, 'UserRegistrationValidated');
const recording: Which = ({ userId }) => transaction(userId, 'UserCreated');
const assigning: Which = ({ userId }) => transaction(userId, 'RoleAssignmentSucceeded');

const conflict = {
  ...error('TransactionCanceledException'),
  fields: { CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }] },
};

// The SDK itself tries twice: the first fault is its matter, the third the workflow's.
const passing: readonly [string, Which, FaultSpec['hits'], FaultSpec['effect']][] = [
  ['the answer of AdminCreateUser is lost', creating, { first: 1 }, lostAnswer],
  ['the answer of AdminCreateUser is lost three times', creating, { first: 3 }, lostAnswer],
  ['AdminCreateUser is throttled three times', creating, { first: 3 }, error('TooManyRequestsException')],
  ['the connection breaks before AdminCreateUser', creating, { first: 3 }, reset],
  ['the answer to reserving is lost', reserving, { first: 2 }, lostAnswer],
  ['reserving meets another transaction', reserving, { first: 2 }, conflict],
  ['giving the roles meets another transaction', assigning, { first: 2 }, conflict],
  ['the answer to recording the user is lost', recording, { first: 2 }, lostAnswer],
  ['the answer to giving the roles is lost', assigning, { first: 2 }, lostAnswer],
];

describe('a registration in which', () => {
  it.each(passing)('%s creates one user', async (_what, which, hits, effect) => {
    const plan = await planRegistration();
    const fault = await inject({ ...which(plan), hits, effect });

    const answer = await registerToTheEnd(plan);

    expect(answer).toMatchObject({ status: 201, body: { userId: plan.userId, status: 'active' } });
    expect((await fault.heal()).hit).toBeGreaterThan(0);
    const traces = await expectInvariants(plan.registrationId);
    expect(traces).toMatchObject({ inPool: true, sameEmail: 1, grants: ['user'], mails: 1, deletions: 0 });
    expect(auditActions(traces)).toEqual(storyOfSuccess);
  });
});

describe('a user that the pool refuses for good', () => {
  it('leaves neither user, grant, lock nor mail', async () => {
    const plan = await planRegistration();
    await inject({ ...creating(plan), effect: error('UserLambdaValidationException') });

    const answer = await registerToTheEnd(plan);

    expect(answer.status).toBe(500);
    expect(problemOf(answer)).toBe('registration_rolled_back');
    const traces = await expectInvariants(plan.registrationId);
    expect(traces).toMatchObject({ inPool: false, profile: undefined, grants: [], lock: undefined, mails: 0 });
    expect(auditActions(traces).slice(2)).toEqual(['USER_REGISTRATION_ROLLED_BACK', 'USER_REGISTRATION_FAILED']);
  });

  it('is deleted when the pool created the user and its answer was lost', async () => {
    const plan = await planRegistration();
    await inject({ ...creating(plan), effect: lostAnswer });

    const answer = await registerToTheEnd(plan);

    expect(answer.status).toBe(500);
    expect(problemOf(answer)).toBe('registration_rolled_back');
    expect(await expectInvariants(plan.registrationId)).toMatchObject({
      inPool: false,
      profile: undefined,
      lock: undefined,
      mails: 0,
    });
  });
});
