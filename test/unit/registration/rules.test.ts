import { describe, expect, it } from 'vitest';
import { registrationStates } from '../../../contracts/registration.ts';
import {
  roleRefusalOf,
  rolesUnknown,
  statesBefore,
  toFailure,
  transitions,
} from '../../../lambdas/registration/rules.ts';

describe('the life cycle of a registration', () => {
  it('lists the moves of every state, and only known states', () => {
    expect(Object.keys(transitions).sort()).toEqual([...registrationStates].sort());
    for (const targets of Object.values(transitions))
      expect(registrationStates).toEqual(expect.arrayContaining([...targets]));
  });

  it('never leaves registered, rolled_back, roles_refused or failed', () => {
    for (const state of ['registered', 'rolled_back', 'roles_refused', 'failed'] as const)
      expect(transitions[state]).toEqual([]);
  });

  it('never deletes a user who was announced', () => {
    expect(statesBefore('rolling_back')).toEqual(['reserved', 'created', 'rollback_failed']);
  });

  it('reaches every state but the first', () => {
    for (const state of registrationStates.slice(1)) expect(statesBefore(state)).not.toEqual([]);
  });
});

describe('a failure in our own words', () => {
  it('names the call and the error, never the exception text', () => {
    const Cause = JSON.stringify({
      errorType: 'Transient',
      errorMessage: '503 AdminDeleteUser: InternalErrorException',
      trace: ['/secret.js'],
    });
    expect(toFailure({ Error: 'Transient', Cause })).toEqual({
      type: 'identity_provider_error',
      message: 'AdminDeleteUser did not succeed after all retries: InternalErrorException.',
    });
  });

  it('says nothing of an error that it does not know', () => {
    const told = toFailure({ Error: 'Sandbox.Timedout', Cause: 'arn:aws:lambda:secret timed out' });
    expect(told).toEqual({
      type: 'unexpected_exception',
      message: 'The task ended without an answer after all retries.',
    });
  });

  it('keeps a failure that a task returned', () => {
    expect(toFailure(rolesUnknown(['auditor']))).toEqual(rolesUnknown(['auditor']));
  });
});

describe('why a role was not given', () => {
  it('is role_not_found for the unknown role only', () => {
    expect(roleRefusalOf('auditor', rolesUnknown(['auditor']))).toBe('role_not_found');
    expect(roleRefusalOf('user', rolesUnknown(['auditor']))).toBe('storage_error');
  });

  it('is user_not_found when the identity provider refused', () => {
    expect(roleRefusalOf('user', { type: 'identity_provider_error', message: '' })).toBe('user_not_found');
  });
});
