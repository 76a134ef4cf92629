import { describe, expect, it } from 'vitest';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { planRegistration, registerToTheEnd, resume } from '../support/deployed/registration.ts';

describe('a registration', () => {
  it.each(['nothing', 'a%20b', 'x'.repeat(81)])('with an unknown id (%s) is 404', async (id) => {
    const api = await apiAsAdmin();
    const answers = [await api('GET', `/v1/registrations/${id}`), await api('POST', `/v1/registrations/${id}/resume`)];
    expect(answers.map(problemOf)).toEqual(['not_found', 'not_found']);
  });

  it('that succeeded stays the same when it is resumed', async () => {
    const plan = await planRegistration();
    await registerToTheEnd(plan);

    expect(await resume(plan.registrationId)).toMatchObject({ status: 200, body: { state: 'registered' } });
  });

  it('that was refused cannot be resumed', async () => {
    const plan = await planRegistration({ roles: ['unknown'] });
    await registerToTheEnd(plan);

    const resumed = await resume(plan.registrationId);

    expect(resumed.status).toBe(409);
    expect(problemOf(resumed as never)).toBe('nothing_to_resume');
  });
});
