import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../contracts/api/invitations.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { adminUserId } from '../support/deployed/admin.ts';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { itemIn } from '../support/deployed/items.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { deleteRole, newRole } from '../support/deployed/roles.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { tracesOf } from '../support/deployed/traces.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

const invite = async (body: object, key: string = randomUUID()) =>
  (await apiAsAdmin())<Invitation>('POST', '/v1/invitations', { headers: { 'Idempotency-Key': key }, body });

const expectRecorded = (invitationId: string, ...actions: readonly string[]) =>
  eventuallyHolds(`the audit trail records ${actions}`, async () => {
    const recorded = (await entriesAbout(invitationId)).map(({ action }) => action);
    expect(recorded).toEqual(actions);
  });

const stateOf = async (invitationId: string): Promise<unknown> =>
  (await itemIn('invitations', { pk: `INVITATION#${invitationId}` }))?.state;

describe('an invitation', () => {
  it('is answered, recorded and mailed, and its token is stored nowhere', async () => {
    const { email } = newAccount();

    const answer = await invite({ email: email.toUpperCase(), roles: ['user'] });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ email, roles: ['user'], state: 'pending', invitedBy: await adminUserId() });
    const { invitationId, createdAt, expiresAt } = answer.body;
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * 24 * 60 * 60 * 1000);
    const mail = await eventually('the invitation is mailed', async () => (await mailsTo(email))[0]);
    const token = /accept\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
    expect(token).toMatch(/^[\w-]{40}$/);
    expect(mail.html).toContain(token);
    await expectRecorded(invitationId, 'INVITATION_CREATED');
    const stored = JSON.stringify([
      await itemIn('invitations', { pk: `INVITATION#${invitationId}` }),
      await entriesAbout(invitationId),
      answer.body,
    ]);
    expect(stored).not.toContain(token);
  });

  it('with the same Idempotency-Key is created and mailed once', async () => {
    const { email } = newAccount();
    const key = randomUUID();
    const first = await invite({ email, roles: ['user'] }, key);
    await eventually('the invitation is mailed', async () => (await mailsTo(email))[0]);

    const second = await invite({ email, roles: ['user'] }, key);
    const other = await invite({ email, roles: [] }, key);

    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(problemOf(other as never)).toBe('idempotency_key_reused');
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('for an address with a pending one is refused', async () => {
    const { email } = newAccount();
    await invite({ email, roles: ['user'] });

    const second = await invite({ email: email.toUpperCase(), roles: [] });

    expect(second.status).toBe(409);
    expect(problemOf(second as never)).toBe('invitation_pending');
  });

  it('with an unknown role is refused', async () => {
    const answer = await invite({ email: newAccount().email, roles: ['user', 'unknown'] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('unknown') });
  });
});

describe('a user who registers with a pending invitation', () => {
  it('gets its roles in addition to their own, once', async () => {
    const extra = await newRole();
    const { email } = newAccount();
    const { body } = await invite({ email, roles: ['readonly', 'user', extra] });
    const plan = await planRegistration({ email: email.toUpperCase(), roles: ['user'] });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    await expectRecorded(body.invitationId, 'INVITATION_CREATED', 'INVITATION_ACCEPTED');
    expect(await stateOf(body.invitationId)).toBe('accepted');
    const traces = await expectInvariants(plan.registrationId);
    expect(traces.grants).toEqual(['readonly', extra, 'user'].toSorted());
    // The address is free for another invitation.
    expect((await invite({ email, roles: [] })).status).toBe(201);
  });

  it.each([
    ['who may not give them any more', 'not_allowed'],
    ['to a role that is gone', 'role_not_found'],
  ])('by an inviter %s gets only their own roles', async (_what, reason) => {
    const granting = await newRole('invitations:create');
    const extra = await newRole();
    const inviter = await newUser(granting);
    const { email } = newAccount();
    const { status, body } = await inviter.api<Invitation>('POST', '/v1/invitations', {
      body: { email, roles: [extra] },
    });
    expect(status).toBe(201);
    const admin = await apiAsAdmin();
    if (reason === 'not_allowed') await admin('POST', `/v1/users/${inviter.userId}/disable`);
    else await deleteRole(extra);
    const plan = await planRegistration({ email, roles: ['user'] });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    await expectRecorded(body.invitationId, 'INVITATION_CREATED', 'INVITATION_ACCEPTANCE_FAILED');
    const [, refusal] = await entriesAbout(body.invitationId);
    expect(refusal?.details).toMatchObject({ reason });
    expect(await tracesOf(plan.registrationId)).toMatchObject({ grants: ['user'] });
  });
});
