import { describe, expect, it } from 'vitest';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { planned, register } from '../support/deployed/registering.ts';

describe('a registration through HTTP', () => {
  it('makes the user and gives the roles', async () => {
    const plan = await planned({ roles: ['user', 'readonly'] });
    const { registrationId, userId, person } = plan;

    const answer = await register(plan);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/users/${userId}`);
    expect(answer.body).toEqual({ registrationId, userId, ...person, status: 'active' });
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, roles: ['readonly', 'user'], mails: 1 });
  });
});
