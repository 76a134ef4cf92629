import { describe, expect, it } from 'vitest';
import { registrationStates } from '../../../contracts/registration.ts';
import {
  roleRefusalOf,
  rolesUnknown,
  statesBefore,
  toFailure,
  transitions,
} from '../../../lambdas/registration/rules.ts';

describe('transitions', () => {
  it('lists every state, and only known states as targets', () => {
    expect(Object.keys(transitions).sort()).toEqual([...registrationStates].sort());
    for (const targets of Object.values(transitions))
      expect(registrationStates).toEqual(expect.arrayContaining([...targets]));
  });

  it('has no transition from registered, rolled_back, roles_refused or failed', () => {
    for (const state of ['registered', 'rolled_back', 'roles_refused', 'failed'] as const)
      expect(transitions[state]).toEqual([]);
  });

  it('permits no rollback of a user who was announced', () => {
    expect(statesBefore('rolling_back')).toEqual(['reserved', 'created', 'rollback_failed']);
  });

  it('reaches every state except the first', () => {
    for (const state of registrationStates.slice(1)) expect(statesBefore(state)).not.toEqual([]);
  });
});

describe('toFailure', () => {
  it('returns the call and the error name, never the error text', () => {
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

  it('returns unexpected_exception for an unknown error', () => {
    const failure = toFailure({ Error: 'Sandbox.Timedout', Cause: 'arn:aws:lambda:secret timed out' });
    expect(failure).toEqual({
      type: 'unexpected_exception',
      message: 'The task ended without an answer after all retries.',
    });
  });

  it('returns the failure of a task unchanged', () => {
    expect(toFailure(rolesUnknown(['auditor']))).toEqual(rolesUnknown(['auditor']));
  });
});

describe('roleRefusalOf', () => {
  it('returns role_not_found for the unknown role only', () => {
    expect(roleRefusalOf('auditor', rolesUnknown(['auditor']))).toBe('role_not_found');
    expect(roleRefusalOf('user', rolesUnknown(['auditor']))).toBe('storage_error');
  });

  it('returns user_not_found when the identity provider refused', () => {
    expect(roleRefusalOf('user', { type: 'identity_provider_error', message: '' })).toBe('user_not_found');
  });
});
