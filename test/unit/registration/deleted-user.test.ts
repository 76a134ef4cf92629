import { describe, expect, it } from 'vitest';
import { toApi } from '../../../lambdas/domain/registration/record.ts';
import { resumeRegistration } from '../../../lambdas/registration/registrations.ts';
import { aRequest } from '../../support/api/requests.ts';
import { aRecord } from '../../support/registration/builders.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const deleted = aRecord('roles_pending', { userDeletedAt: '2026-11-22T10:00:00.000Z' });
const notCalled = () => Promise.reject(new Error('must not be called'));

describe('a registration whose user was deleted afterwards', () => {
  it('keeps its state, and names no user any more', () => {
    expect(toApi(deleted)).toMatchObject({ state: 'roles_pending', userId: undefined });
    expect(toApi(aRecord('roles_pending')).userId).toBeDefined();
  });

  it('cannot be resumed: there is nobody to give roles to', async () => {
    const { store } = fakeRegistrationStore(deleted);
    const resume = resumeRegistration({ store, complete: notCalled, rollBackAgain: notCalled });
    const answer = resume(aRequest({ path: { registrationId: deleted.registrationId } }));
    await expect(answer).rejects.toMatchObject({ name: 'Refusal', type: 'nothing_to_resume' });
  });
});
