import { describe, expect, it } from 'vitest';
import { resumeRegistration } from '../../../lambdas/registration/register-user.ts';
import { aRequest } from '../../support/api/requests.ts';
import { aRecord } from '../../support/registration/builders.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const mustNotBeCalled = () => Promise.reject(new Error('must not be called'));

describe('resumeRegistration', () => {
  it('refuses a registration whose user was deleted afterwards', async () => {
    const record = aRecord('roles_pending', { userDeletedAt: '2026-11-22T10:00:00.000Z' });
    const { store } = fakeRegistrationStore(record);
    const resume = resumeRegistration({ store, complete: mustNotBeCalled, rollBackAgain: mustNotBeCalled });
    const answer = resume(aRequest({ path: { registrationId: record.registrationId } }));
    await expect(answer).rejects.toMatchObject({ name: 'Refusal', type: 'nothing_to_resume' });
  });
});
