import { describe, expect, it } from 'vitest';
import { refuseWeak } from '../../../lambdas/domain/password-strength/refuse-weak.ts';
import { createSession } from '../../../lambdas/domain/sessions/create-session.ts';
import { dataKeys, envelopeEncryption } from '../../../lambdas/domain/sessions/envelope-encryption.ts';
import { countFailure } from '../../../lambdas/domain/throttles/store.ts';
import { poolAuthentication } from '../../../lambdas/domain/user-pool/sign-in.ts';
import { changePassword } from '../../../lambdas/passwords/change-password.ts';
import { signOutAll } from '../../../lambdas/passwords/sign-out-all.ts';
import { ANN, EMAIL, LinkWorld, outcomeOf } from '../../support/accounts/link-world.ts';
import { FakeKms } from '../../support/sessions/fake-kms.ts';
import { FakePool } from '../../support/sessions/fake-pool.ts';

const CURRENT = 'the right password of Ann';
const NEXT = 'four words of no relation';

function aWorld() {
  const world = new LinkWorld();
  const { client, authorizationOf, list, clock, newId, profileOf } = world;
  const pool = new FakePool(ANN, CURRENT);
  const { byPassword: signIn } = poolAuthentication(pool.client, 'pool', 'client');
  const setPassword: typeof world.setPassword = async (userId, password) => {
    const answer = await world.setPassword(userId, password);
    if (answer === 'set') pool.password = password;
    return answer;
  };
  const encryption = envelopeEncryption(dataKeys(new FakeKms().client, 'key', clock));
  const change = changePassword({
    client,
    tables: world.tables,
    profileOf,
    signIn,
    countFailure: countFailure(client, 'throttles'),
    setPassword,
    signOutAll: signOutAll({ accessTable: 'access', authorizationOf, list, clock }),
    createSession: createSession({ encryption, sessionsTable: 'sessions' }),
    cookieName: 'rollcall',
    refuseWeak,
    clock,
    newId,
  });
  const ask = (currentPassword = CURRENT, newPassword = NEXT, via: 'bearer' | 'cookie' = 'bearer') => {
    const request = world.request({ currentPassword, newPassword });
    return change({ ...request, caller: { ...request.caller, userId: ANN, via } });
  };
  return { world, pool, ask, outcome: (...sent: Parameters<typeof ask>) => outcomeOf(ask(...sent)) };
}

describe('changing a password', () => {
  it('ends every session and opens a new one that outlives them', async () => {
    const { world, ask, pool } = aWorld();

    const { status, body } = await ask();

    expect(status).toBe(200);
    expect(pool.password).toBe(NEXT);
    const [session] = world.database.table('sessions').items;
    expect(body).toMatchObject({ sessionId: session?.sessionId, tokenType: 'Bearer' });
    expect(String(session?.createdAt) > String(world.authorization?.signedOutAt)).toBe(true);
    expect(world.user).toMatchObject({ passwordSetAt: world.authorization?.signedOutAt });
    expect(world.user).not.toHaveProperty('passwordClaimId');
    expect(world.rows.map(({ type }) => type)).toEqual(['PasswordChanged', 'AllSessionsRevoked']);
    expect(world.everything).not.toMatch(new RegExp(`${CURRENT}|${NEXT}`));
  });

  it('answers a browser with a cookie', async () => {
    const { cookies } = (await aWorld().ask(CURRENT, NEXT, 'cookie')) as { cookies?: readonly string[] };
    expect(cookies).toEqual([expect.stringMatching(/^rollcall=/)]);
  });

  it('needs the current one, and is slowed down as logging in is', async () => {
    const { world, outcome } = aWorld();
    for (let guess = 0; guess < 5; guess += 1) expect(await outcome('a wrong one')).toBe('incorrect_password');
    expect(await outcome()).toBe('too_many_attempts');
    expect(world.database.table('throttles').items).toMatchObject([{ pk: `ACCOUNT#${EMAIL}`, failures: 5 }]);
    world.after(2000);
    expect(await outcome()).toBe(200);
  });

  it('answers at most five of 50 concurrent guesses', async () => {
    const { outcome } = aWorld();
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => outcome(`guess ${n}`)));
    expect(outcomes.filter((answer) => answer === 'incorrect_password')).toHaveLength(5);
    expect(outcomes.filter((answer) => answer === 'too_many_attempts')).toHaveLength(45);
  });

  it('does not go through where others guessed too often while the pool looked', async () => {
    const { world, pool, outcome } = aWorld();
    const failures = { pk: `ACCOUNT#${EMAIL}`, failures: 5, lastFailedAt: world.now.toISOString() };
    pool.meanwhile = () => world.database.table('throttles').put(failures);
    expect(await outcome()).toBe('too_many_attempts');
    expect(pool.password).toBe(CURRENT);
  });

  it('refuses an easily guessed one before anything is tried', async () => {
    const { pool, ask } = aWorld();
    await expect(ask(CURRENT, 'password123')).rejects.toMatchObject({ errors: [{ field: 'newPassword' }] });
    expect(pool.calls).toEqual([]);
  });

  it('by two at once goes through once', async () => {
    const { world, outcome } = aWorld();
    const outcomes = await Promise.all([outcome(), outcome(CURRENT, `${NEXT} too`)]);
    expect(outcomes.toSorted()).toEqual([200, 'unavailable']);
    expect(world.published('PasswordChanged')).toBe(1);
  });

  it('gives its turn back when the pool does not take it', async () => {
    const { world, outcome } = aWorld();
    world.poolError = 'TooManyRequestsException';
    expect(await outcome()).toBe('unavailable');
    world.poolError = undefined;
    expect(await outcome(CURRENT, 'somehow refused by the pool')).toBe('validation_error');
    expect(await outcome()).toBe(200);
  });

  it('voids older links for a new one', async () => {
    const { world, outcome } = aWorld();
    const token = await world.link('password-reset');
    expect(await outcome()).toBe(200);
    const link = await world.find(token, 'password-reset', world.now);
    expect(String(world.user?.passwordSetAt) >= link.createdAt).toBe(true);
  });
});
