import { describe, expect, it } from 'vitest';
import { verifyEmail } from '../../../lambdas/verification/verify-email.ts';
import { LinkWorld, outcomeOf } from '../../support/accounts/link-world.ts';

const DAY_MS = 24 * 60 * 60_000;

function aWorld() {
  const world = new LinkWorld();
  const { client, tables, find, profileOf, confirmEmail, makeToken, clock, newId } = world;
  const verify = verifyEmail({
    client,
    tables,
    find,
    profileOf,
    confirmEmail,
    makeToken,
    clock,
    newId,
  });
  return { world, verify: (token: string) => outcomeOf(verify(world.request({ token }))) };
}

describe('verifying an address', () => {
  it('works once, in the pool and in the profile, and is published once', async () => {
    const { world, verify } = aWorld();
    world.profile({ passwordSetAt: world.now.toISOString() });
    const token = await world.link('verification');

    expect([await verify(token), await verify(token)]).toEqual([200, 'token_not_valid']);

    expect(world.pool.verified).toBe(true);
    expect(world.user?.emailVerifiedAt).toBe(world.now.toISOString());
    expect(world.rows.map(({ type }) => type)).toEqual(['UserVerificationRequested', 'UserVerificationCompleted']);
  });

  it('lets a user without a password choose one', async () => {
    const { world, verify } = aWorld();

    expect(await verify(await world.link('verification'))).toBe(200);

    expect(world.published('PasswordResetRequested')).toBe(1);
    expect(world.links.map(({ purpose }) => purpose)).toEqual(['verification', 'password-reset']);
  });

  it.each([
    ['in its last millisecond', DAY_MS, 200],
    ['a millisecond later', DAY_MS + 1, 'token_not_valid'],
  ])('%s answers %s', async (_, ms, outcome) => {
    const { world, verify } = aWorld();
    const token = await world.link('verification');
    world.after(ms);
    expect(await verify(token)).toBe(outcome);
  });

  it('takes no unknown token, and none that is for a password', async () => {
    const { world, verify } = aWorld();
    expect(await verify('a-token-that-was-never-sent')).toBe('token_not_valid');
    expect(await verify(await world.link('password-reset'))).toBe('token_not_valid');
    expect(await verify('short')).toBe('validation_error');
  });

  it.each([
    ['is being deleted', { deletionStartedAt: '2026-11-22T09:00:00.000Z' }],
    ['has another address now', { email: 'other@example.com' }],
  ])('of a user who %s is not valid', async (_, changes) => {
    const { world, verify } = aWorld();
    const token = await world.link('verification');
    world.profile(changes);
    expect(await verify(token)).toBe('token_not_valid');
    expect(world.user).not.toHaveProperty('emailVerifiedAt');
  });

  it('uses a second link up without a second event', async () => {
    const { world, verify } = aWorld();
    const [first, second] = [await world.link('verification'), await world.link('verification')];
    expect([await verify(first), await verify(second), await verify(second)]).toEqual([200, 200, 'token_not_valid']);
    expect(world.published('UserVerificationCompleted')).toBe(1);
  });

  it('by two concurrent links is published once', async () => {
    const { world, verify } = aWorld();
    const links = [await world.link('verification'), await world.link('verification')];
    expect(await Promise.all(links.map(verify))).toEqual([200, 200]);
    expect(world.published('UserVerificationCompleted')).toBe(1);
  });

  it('gives the link back when the pool does not answer', async () => {
    const { world, verify } = aWorld();
    const token = await world.link('verification');
    world.poolError = 'TooManyRequestsException';
    expect(await verify(token)).toBe('unavailable');
    expect(world.user).not.toHaveProperty('emailVerifiedAt');
    world.poolError = undefined;
    expect(await verify(token)).toBe(200);
  });

  it('gives the link back after a minute when the attempt died', async () => {
    const { world, verify } = aWorld();
    const token = await world.link('verification');
    let writes = 0;
    world.before = (operation) => {
      if (operation === 'TransactWriteItems') writes += 1;
      if (writes > 1) throw new Error('died');
    };
    expect(await verify(token)).toBe('Error');
    world.before = () => {};
    expect(await verify(token)).toBe('token_not_valid');
    world.after(60_001);
    expect(await verify(token)).toBe(200);
  });

  it('lets one of 50 callers through, in each of 100 rounds', async () => {
    for (let round = 0; round < 100; round += 1) {
      const { world, verify } = aWorld();
      const token = await world.link('verification');
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => verify(token)));
      expect(outcomes.filter((outcome) => outcome === 200)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'token_not_valid')).toHaveLength(49);
      expect(world.published('UserVerificationCompleted')).toBe(1);
    }
  });

  it('keeps no token anywhere', async () => {
    const { world, verify } = aWorld();
    const token = await world.link('verification');
    await verify(token);
    expect(world.everything).not.toContain(token);
  });
});
