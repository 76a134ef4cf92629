import { describe, expect, it } from 'vitest';
import { metadata } from '../../contracts/events/define-event.ts';
import { catalogue } from '../../contracts/events/index.ts';
import { newPassword } from '../../local/system/password.ts';
import { adminUserId, claimsOf } from '../support/deployed/admin.ts';
import { apiAsAdmin } from '../support/deployed/api.ts';
import { auditActions } from '../support/deployed/audit-actions.ts';
import { listenToBus } from '../support/deployed/bus.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { poolUserOf, setPassword } from '../support/deployed/pool.ts';
import { planRegistration, register, registerToTheEnd, registrationOf } from '../support/deployed/registration.ts';
import { signIn } from '../support/deployed/sign-in.ts';

const expectedEvents = [
  'UserRegistrationStarted',
  'UserRegistrationValidated',
  'UserCreated',
  'RoleAssignmentAttempted',
  'RoleAssignmentAttempted',
  'RoleAssignmentSucceeded',
  'RoleAssignmentSucceeded',
  'UserRegistered',
];
/** What consumers publish in their turn, in any order. */
const consequences = ['AuthorizationCacheInvalidated', 'AuthorizationCacheInvalidated', 'MailSent'];

describe('a registration through the API', () => {
  it('creates the user, assigns the roles, publishes every event and sends one mail', async () => {
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    const { registrationId, userId, account } = plan;

    const answer = await registerToTheEnd(plan);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/users/${userId}`);
    expect(answer.body).toEqual({ registrationId, userId, ...account, status: 'active' });
    const traces = await expectInvariants(registrationId);
    expect(traces).toMatchObject({ inPool: true, roles: ['readonly', 'user'], profile: { status: 'active' } });
    expect(auditActions(traces)).toEqual([
      'USER_REGISTRATION_STARTED',
      'USER_REGISTRATION_VALIDATED',
      'USER_CREATED',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'ROLE_ASSIGNED user',
      'ROLE_ASSIGNED readonly',
      'USER_REGISTERED',
    ]);
    const [mail, ...more] = await mailsTo(account.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ subject: 'Welcome to Rollcall', text: expect.stringContaining(account.name) });
    expect(await poolUserOf(userId)).toMatchObject({ Enabled: true });
    expect(await registrationOf(registrationId)).toMatchObject({
      state: 'registered',
      email: account.email,
      requestedBy: await adminUserId(),
      steps: [{ state: 'reserved' }, { state: 'created' }, { state: 'registered' }],
    });
  });

  it('publishes every event to the bus as the catalogue describes it', async () => {
    const bus = await listenToBus();
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    const correlationId = `journey-${plan.idempotencyKey}`;
    const api = await apiAsAdmin();
    const headers = { 'Idempotency-Key': plan.idempotencyKey, 'X-Correlation-Id': correlationId };

    const answer = await api('POST', '/v1/users', { headers, body: plan.account });

    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    const events = await bus.until(
      'all events come',
      correlationId,
      (received) =>
        new Set(received.map((event) => event.metadata.eventId)).size >= expectedEvents.length + consequences.length,
    );
    const unique = [...new Map(events.map((event) => [event.metadata.eventId, event])).values()];
    const inOrder = unique.toSorted((one, other) => (one.metadata.occurredAt < other.metadata.occurredAt ? -1 : 1));
    const account = inOrder.filter(({ type }) => !consequences.includes(type));
    expect(account.map(({ type }) => type)).toEqual(expectedEvents);
    const others = inOrder.filter(({ type }) => consequences.includes(type));
    expect(others.map(({ type }) => type).sort()).toEqual(consequences);
    for (const event of inOrder) {
      const described = catalogue.find(({ type }) => type === event.type);
      expect(metadata.safeParse(event.metadata)).toMatchObject({ success: true });
      expect(described?.data.safeParse(event.data)).toMatchObject({ success: true });
    }
    const adminId = await adminUserId();
    expect(account.every((event) => event.metadata.actor.id === adminId)).toBe(true);
  });

  it('allows the user to sign in with the roles in both tokens', async () => {
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    await registerToTheEnd(plan);
    const password = newPassword();
    await setPassword(plan.userId, password);

    const { accessToken, idToken } = await signIn({ username: plan.account.email, password });

    for (const token of [accessToken, idToken]) {
      // And in cognito:groups, whose override the emulator looks for where AWS does not have it.
      expect(claimsOf(token)).toMatchObject({ roles: 'readonly user' });
    }
  });

  it('accepts a user without roles, and with an organization', async () => {
    const api = await apiAsAdmin();
    const plan = await planRegistration({ roles: [] });
    const body = { ...plan.account, organisation: 'Example & Sons' };

    const answer = await api('POST', '/v1/users', { headers: { 'Idempotency-Key': plan.idempotencyKey }, body });

    expect(answer).toMatchObject({ status: 201, body: { roles: [], organisation: 'Example & Sons' } });
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ grants: [], mails: 1 });
  });

  it('writes a name with markup as text', async () => {
    const plan = await planRegistration({ name: '<img src=x onerror=alert(1)> & "Ann"' });
    await registerToTheEnd(plan);
    await expectInvariants(plan.registrationId);

    const [mail] = await mailsTo(plan.account.email);

    expect(mail?.html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Ann&quot;');
    expect(mail?.html).not.toContain('<img');
  });
});

describe('the Idempotency-Key', () => {
  it('answers a repeated request with the same answer, and registers once', async () => {
    const plan = await planRegistration();
    const first = await registerToTheEnd(plan);

    const second = await register(plan);

    expect(second.status).toBe(first.status);
    expect(second.body).toEqual(first.body);
    expect(await expectInvariants(plan.registrationId)).toMatchObject({ mails: 1, sameEmail: 1 });
  });

  it('answers a refused request with the same refusal', async () => {
    const taken = await planRegistration();
    await registerToTheEnd(taken);
    const plan = await planRegistration({ email: taken.account.email });
    const first = await registerToTheEnd(plan);

    const second = await register(plan);

    const withoutRequestId = ({ status, body: { requestId: _, ...body } }: typeof first) => ({ status, body });
    expect(first.status).toBe(409);
    expect(withoutRequestId(second)).toEqual(withoutRequestId(first));
  });

  it('refuses a different request with the same key', async () => {
    const plan = await planRegistration();
    await registerToTheEnd(plan);

    const other = await register({ ...plan, account: { ...plan.account, name: 'Bob Example' } });

    expect(other).toMatchObject({ status: 409, body: { type: 'urn:rollcall:problem:idempotency_key_reused' } });
    await expectInvariants(plan.registrationId);
  });
});
