import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { executionOf } from '../support/deployed/manual-execution.ts';
import { planRegistration, register, registerToTheEnd } from '../support/deployed/registration.ts';
import { faults } from '../support/deployed/system.ts';

describe('two registrations of one address at once', () => {
  const id = () => randomUUID().slice(0, 8);
  const forms: readonly [string, (name: string) => string, (name: string) => string][] = [
    ['in other case', (name) => `${name}@example.com`, (name) => `${name.toUpperCase()}@Example.COM`],
    ['in another Unicode form', (name) => `${name}-rené@example.com`, (name) => `${name}-rene\u0301@example.com`],
    [
      'with the domain in another script form',
      (name) => `${name}@bücher.example`,
      (name) => `${name}@xn--bcher-kva.example`,
    ],
  ];

  it.each(forms)(
    '%s: one succeeds, and the refusal of the other leaves the user complete',
    async (_what, one, other) => {
      const name = `ann.${id()}`;
      const plans = [await planRegistration({ email: one(name) }), await planRegistration({ email: other(name) })];

      const answers = await Promise.all(plans.map((plan) => registerToTheEnd(plan)));

      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const [winner, loser] = answers[0]?.status === 201 ? plans : plans.toReversed();
      const won = await expectInvariants(winner?.registrationId ?? '');
      expect(won).toMatchObject({ inPool: true, sameEmail: 1, grants: ['user'], deletions: 0 });
      const lost = await expectInvariants(loser?.registrationId ?? '');
      expect(lost).toMatchObject({ inPool: false, profile: undefined, grants: [], deletions: 0 });
      expect(lost.lock).toMatchObject({ registrationId: winner?.registrationId });
      expect(auditActions(lost)).toEqual(['USER_REGISTRATION_STARTED', 'USER_REGISTRATION_FAILED']);
      expect(problemOf(answers.find(({ status }) => status === 409) as never)).toBe('email_already_exists');
    },
  );
});

describe('one request, sent five times at once', () => {
  it('makes one registration and gets one answer', async () => {
    const plan = await planRegistration();

    const answers = await Promise.all(Array.from({ length: 5 }, () => register(plan)));
    const final = await registerToTheEnd(plan);

    for (const answer of answers.filter(({ status }) => status !== 202)) expect(answer.body).toEqual(final.body);
    expect(final).toMatchObject({ status: 201, body: { userId: plan.userId } });
    expect(await executionOf(plan.registrationId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ sameEmail: 1, mails: 1 });
    const creations = { service: 'cognito-idp', operation: 'AdminCreateUser', including: [plan.userId] };
    expect(await faults.calls(creations)).toHaveLength(1);
  });
});
