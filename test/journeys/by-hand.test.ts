import { describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { executionOf, startByHand } from '../support/deployed/by-hand.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { newPerson } from '../support/deployed/people.ts';
import { registrationOf } from '../support/deployed/registering.ts';
import { storyOf } from '../support/deployed/story.ts';

describe('a registration that is started in Step Functions', () => {
  it('does the same as one through HTTP', async () => {
    const person = newPerson();
    const { registrationId, userId } = await startByHand({ ...person, requestedBy: await adminUserId() });

    const execution = await executionOf(registrationId);

    expect(execution.status).toBe('SUCCEEDED');
    expect(JSON.parse(execution.output ?? '')).toEqual({ userId, ...person, status: 'active' });
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, roles: ['user'], mails: 1 });
    expect(storyOf(traces)).toEqual([
      'USER_REGISTRATION_STARTED',
      'USER_REGISTRATION_VALIDATED',
      'USER_CREATED',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNED user',
      'USER_REGISTERED',
    ]);
    const id = await adminUserId();
    // What consumers tell in their turn is in Rollcall's own name.
    const others = traces.entries.filter(({ actorId }) => actorId !== id);
    expect(others.every(({ action }) => action === 'AUTHORIZATION_CACHE_INVALIDATED')).toBe(true);
  });

  const person = newPerson();
  const requestedBy = SYSTEM_ACTOR_ID;
  const bad: readonly [string, unknown, RegExp][] = [
    ['without an e-mail address', { name: 'Ann', roles: [], requestedBy }, /validation_error.*email/],
    ['with an address that is none', { ...person, email: 'ann', requestedBy }, /validation_error.*email/],
    ['without anybody who asks for it', person, /validation_error.*requestedBy/],
    ['with a field that is not known', { ...person, requestedBy, admin: true }, /validation_error.*admin/],
    ['with roles that are no list', { ...person, roles: 'admin', requestedBy }, /validation_error.*roles/],
    ['with a role that does not exist', { ...person, roles: ['nobody'], requestedBy }, /role_not_found.*nobody/],
    ['with a list instead of an object', ['ann@example.com'], /validation_error/],
    ['with nothing', {}, /validation_error.*email/],
  ];

  it.each(bad)('%s, is refused with a cause that can be read', async (_what, input, cause) => {
    const { registrationId } = await startByHand(input);

    const execution = await executionOf(registrationId);

    expect(execution).toMatchObject({ status: 'FAILED', error: 'RegistrationRefused' });
    expect(execution.cause).toMatch(cause);
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: false, mails: 0 });
    expect(storyOf(traces)).toEqual(['USER_REGISTRATION_STARTED', 'USER_REGISTRATION_FAILED']);
    expect(await registrationOf(registrationId)).toMatchObject({ state: 'failed' });
  });
});
