import { expect, it } from 'vitest';
import { apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { itemIn } from '../support/deployed/items.ts';
import { tokenMailed } from '../support/deployed/links.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { poolUserOf } from '../support/deployed/pool.ts';
import { newUser, signIn } from '../support/deployed/sign-in.ts';
import { anonymous, newSignUpRequest, reset, signUp, userIdOf, verify } from '../support/deployed/sign-up.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

const accepted = { status: 202, body: { status: 'accepted' } };

it('a sign-up mails a link that verifies the address', async () => {
  const bob = newSignUpRequest({ name: '<b>Bob</b> \u202eelpmaxE' });

  expect(await signUp({ ...bob, email: bob.email.toUpperCase() })).toMatchObject(accepted);

  const token = await tokenMailed(bob.email, 'verify');
  const userId = await userIdOf(bob.email);
  expect(await poolUserOf(userId)).toMatchObject({
    UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'false' }]),
  });
  expect(await verify(token)).toMatchObject({ status: 200, body: { status: 'verified' } });
  expect(problemOf(await verify(token))).toBe('token_not_valid');
  expect(await poolUserOf(userId)).toMatchObject({
    UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
  });
  const profile = await itemIn('users', { userId });
  expect(profile).toMatchObject({ method: 'email', emailVerifiedAt: expect.any(String) });
  // On a slow machine the user did not exist in time, and sets the password by a second link.
  if (profile?.passwordSetAt === undefined) await reset(await tokenMailed(bob.email, 'reset-password'), bob.password);
  await signIn({ username: userId, password: bob.password });
  await eventuallyHolds('the welcome mail arrives', async () => {
    const subjects = (await mailsTo(bob.email)).map(({ subject }) => subject);
    expect(subjects.slice(0, 1)).toEqual(['Confirm your address for Rollcall']);
    expect(subjects.filter((subject) => subject === 'Welcome to Rollcall')).toHaveLength(1);
  });
  const mails = JSON.stringify(await mailsTo(bob.email));
  expect(mails).not.toContain(bob.password);
  expect(mails).not.toContain('<b>');
  await eventuallyHolds('the audit trail records it', async () => {
    const actions = (await entriesAbout(userId)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['USER_VERIFICATION_REQUESTED', 'USER_VERIFICATION_COMPLETED']));
  });
  const stored = JSON.stringify([await entriesAbout(userId), await itemIn('users', { userId })]);
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(bob.password);
});

it('a sign-up with a used address mails its owner, and gets the same answer', async () => {
  const ann = await newUser('user');

  expect(await signUp(newSignUpRequest({ email: ann.account.email }))).toMatchObject(accepted);
  expect(await signUp(newSignUpRequest({ email: ann.account.email }))).toMatchObject(accepted);

  await eventually('the owner gets a mail', async () =>
    (await mailsTo(ann.account.email)).find(({ subject }) => subject === 'You have a Rollcall account already'),
  );
  expect((await mailsTo(ann.account.email)).filter(({ subject }) => /already/.test(subject))).toHaveLength(1);
  await signIn({ username: ann.userId, password: ann.password });
});

it('a repeated sign-up mails a second link, and either link verifies the address', async () => {
  const bob = newSignUpRequest();
  await signUp(bob);
  await tokenMailed(bob.email, 'verify');

  expect(await anonymous('POST', '/v1/auth/verify/resend', { body: { email: bob.email } })).toMatchObject(accepted);
  expect(
    await anonymous('POST', '/v1/auth/verify/resend', { body: { email: newSignUpRequest().email } }),
  ).toMatchObject(accepted);

  const second = await tokenMailed(bob.email, 'verify', 2);
  expect((await verify(second)).status).toBe(200);
});

it('an invitation of the address waits for its verification', async () => {
  const bob = newSignUpRequest();
  const admin = await apiAsAdmin();
  const { body } = await admin('POST', '/v1/invitations', { body: { email: bob.email, roles: ['readonly'] } });
  await signUp(bob);
  const token = await tokenMailed(bob.email, 'verify');
  const state = async () => (await itemIn('invitations', { pk: `INVITATION#${body.invitationId}` }))?.state;
  expect(await state()).toBe('pending');

  await verify(token);

  await eventuallyHolds('it is accepted', async () => expect(await state()).toBe('accepted'));
});

it.each([
  ['a common password', { password: 'password123' }, 'password'],
  ['a short password', { password: 'k7#Qz' }, 'password'],
  ['their own address as the password', { password: 'bob@example.com' }, 'password'],
  ['an invalid address', { email: 'unknown' }, 'email'],
  ['a blank name', { name: ' ' }, 'name'],
  ['a role', { roles: ['admin'] }, 'roles'],
])('a sign-up with %s is refused', async (_, change, field) => {
  const answer = await signUp({ ...newSignUpRequest({ email: 'bob@example.com' }), ...change });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

it.each(['x'.repeat(40), '-'.repeat(16)])('verification refuses the unknown token %s', async (token) => {
  expect(await verify(token)).toMatchObject({ status: 400, body: { type: 'urn:rollcall:problem:token_not_valid' } });
});

it('a sign-up by a form of another site is refused', async () => {
  const body = JSON.stringify(newSignUpRequest());
  const other = { origin: 'https://evil.example', 'content-type': 'application/json' };
  expect((await anonymous('POST', '/v1/auth/sign-up', { headers: other, body })).status).toBe(403);
  const form = { 'content-type': 'text/plain' };
  expect((await anonymous('POST', '/v1/auth/sign-up', { headers: form, body })).status).toBe(415);
});
