import { describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { executionOf, startByHand } from '../support/deployed/manual-execution.ts';
import { registrationOf } from '../support/deployed/registration.ts';

describe('a registration started in Step Functions', () => {
  it('has the same effects as one through the API', async () => {
    const account = newAccount();
    const { registrationId, userId } = await startByHand({ ...account, requestedBy: await adminUserId() });

    const execution = await executionOf(registrationId);

    expect(execution.status).toBe('SUCCEEDED');
    expect(JSON.parse(execution.output ?? '')).toEqual({ userId, ...account, status: 'active' });
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, roles: ['user'], mails: 1 });
    expect(auditActions(traces)).toEqual([
      'USER_REGISTRATION_STARTED',
      'USER_REGISTRATION_VALIDATED',
      'USER_CREATED',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNED user',
      'USER_REGISTERED',
    ]);
    const id = await adminUserId();
    // What consumers record in their turn has the system as the actor.
    const others = traces.entries.filter(({ actorId }) => actorId !== id);
    expect(others.every(({ action }) => action === 'AUTHORIZATION_CACHE_INVALIDATED')).toBe(true);
  });

  const account = newAccount();
  const requestedBy = SYSTEM_ACTOR_ID;
  const bad: readonly [string, unknown, RegExp][] = [
    ['without an e-mail address', { name: 'Ann', roles: [], requestedBy }, /validation_error.*email/],
    ['with an address that is none', { ...account, email: 'ann', requestedBy }, /validation_error.*email/],
    ['without requestedBy', account, /validation_error.*requestedBy/],
    ['with a field that is not known', { ...account, requestedBy, admin: true }, /validation_error.*admin/],
    ['with roles that are no list', { ...account, roles: 'admin', requestedBy }, /validation_error.*roles/],
    ['with a role that does not exist', { ...account, roles: ['unknown'], requestedBy }, /role_not_found.*unknown/],
    ['with a list instead of an object', ['ann@example.com'], /validation_error/],
    ['with nothing', {}, /validation_error.*email/],
  ];

  it.each(bad)('%s is refused with a readable cause', async (_what, input, cause) => {
    const { registrationId } = await startByHand(input);

    const execution = await executionOf(registrationId);

    expect(execution).toMatchObject({ status: 'FAILED', error: 'RegistrationRefused' });
    expect(execution.cause).toMatch(cause);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: false, mails: 0 });
    expect(auditActions(traces)).toEqual(['USER_REGISTRATION_STARTED', 'USER_REGISTRATION_FAILED']);
    expect(await registrationOf(registrationId)).toMatchObject({ state: 'failed' });
  });
});
