import { describe, expect, it } from 'vitest';
import { type RefuseWeak, refuseWeak } from '../../../lambdas/domain/password-strength/refuse-weak.ts';
import { resetPassword } from '../../../lambdas/passwords/reset-password.ts';
import { signOutAll } from '../../../lambdas/passwords/sign-out-all.ts';
import { ANN, EMAIL, LinkWorld, outcomeOf } from '../../support/accounts/link-world.ts';

const PASSWORD = 'four words of no relation';
const HALF_AN_HOUR_MS = 30 * 60_000;

function aWorld(checkStrength: RefuseWeak = refuseWeak) {
  const world = new LinkWorld();
  const { client, tables, find, profileOf, setPassword, confirmEmail, authorizationOf, list, clock, newId } = world;
  const reset = resetPassword({
    client,
    tables,
    find,
    profileOf,
    setPassword,
    confirmEmail,
    signOutAll: signOutAll({ accessTable: 'access', authorizationOf, list, clock }),
    refuseWeak: checkStrength,
    clock,
    newId,
  });
  return {
    world,
    answer: (token: string, password = PASSWORD) => reset(world.request({ token, password })),
    reset: (token: string, password = PASSWORD) => outcomeOf(reset(world.request({ token, password }))),
  };
}

describe('a reset of a password', () => {
  it('sets it once, ends all sessions and clears failed logins', async () => {
    const { world, reset } = aWorld();
    for (const pk of [`ACCOUNT#${EMAIL}`, `ACCOUNT#${ANN}`]) world.database.table('throttles').put({ pk, failures: 9 });
    const token = await world.link('password-reset');
    world.after(1000);

    expect([await reset(token), await reset(token)]).toEqual([204, 'token_not_valid']);

    expect(world.pool.password).toBe(PASSWORD);
    expect(world.user).toMatchObject({ passwordSetAt: world.now.toISOString() });
    expect(world.user).not.toHaveProperty('passwordClaimId');
    expect(world.authorization).toMatchObject({ signedOutAt: world.now.toISOString(), version: 2 });
    expect(world.database.table('throttles').items).toEqual([]);
    expect(world.published('PasswordResetCompleted')).toBe(1);
    expect(world.published('AllSessionsRevoked')).toBe(1);
  });

  it('verifies the address of an unverified user', async () => {
    const { world, reset } = aWorld();
    await reset(await world.link('password-reset'));
    expect(world.pool.verified).toBe(true);
    expect(world.user).toHaveProperty('emailVerifiedAt');
    expect(world.published('UserVerificationCompleted')).toBe(1);
  });

  it('does not verify a verified address again', async () => {
    const { world, reset } = aWorld();
    world.profile({ emailVerifiedAt: '2026-11-01T00:00:00.000Z' });
    await reset(await world.link('password-reset'));
    expect(world.pool.calls).toEqual(['setPassword']);
    expect(world.user?.emailVerifiedAt).toBe('2026-11-01T00:00:00.000Z');
    expect(world.published('UserVerificationCompleted')).toBe(0);
  });

  it('works for who has no roles yet, and so no sessions', async () => {
    const { world, reset } = aWorld();
    world.database.table('access').delete({ pk: `USER#${ANN}`, sk: 'AUTHORIZATION' });
    expect(await reset(await world.link('password-reset'))).toBe(204);
    expect(world.authorization).toBeUndefined();
  });

  it('leaves who is disabled disabled', async () => {
    const { world, reset } = aWorld();
    world.database.table('access').put({ ...world.authorization, disabled: true } as never);
    expect(await reset(await world.link('password-reset'))).toBe(204);
    expect(world.authorization).toMatchObject({ disabled: true });
  });

  it.each([
    ['in its last millisecond', HALF_AN_HOUR_MS, 204],
    ['a millisecond later', HALF_AN_HOUR_MS + 1, 'token_not_valid'],
  ])('%s answers %s', async (_, ms, outcome) => {
    const { world, reset } = aWorld();
    const token = await world.link('password-reset');
    world.after(ms);
    expect(await reset(token)).toBe(outcome);
  });

  it('takes no older link after a newer password, and one that was sent since', async () => {
    const { world, reset } = aWorld();
    const [older, newer] = [await world.link('password-reset'), await world.link('password-reset')];
    world.after(1);
    expect(await reset(newer)).toBe(204);
    expect(await reset(older)).toBe('token_not_valid');
    world.after(1);
    expect(await reset(await world.link('password-reset'))).toBe(204);
  });

  it('by two links at once goes through by one', async () => {
    const { world, reset } = aWorld();
    const links = [await world.link('password-reset'), await world.link('password-reset')];
    const outcomes = await Promise.all(links.map((token) => reset(token)));
    expect(outcomes.toSorted()).toEqual([204, 'token_not_valid']);
    expect(world.pool.calls.filter((call) => call === 'setPassword')).toHaveLength(1);
  });

  it('refuses what is easily guessed, by the field, and leaves the link as it is', async () => {
    const { world, answer, reset } = aWorld();
    const token = await world.link('password-reset');
    for (const weak of ['password1', 'Passw0rd!', 'ann@example.com', 'aaaaaaaaaaaa']) {
      await expect(answer(token, weak)).rejects.toMatchObject({
        type: 'validation_error',
        errors: [{ field: 'password' }],
      });
    }
    await expect(answer(token, 'short')).rejects.toMatchObject({ errors: [{ field: 'password' }] });
    expect(world.pool.calls).toEqual([]);
    expect(await reset(token)).toBe(204);
  });

  it('refuses what the pool refuses, and gives the link back', async () => {
    const { world, reset } = aWorld();
    const token = await world.link('password-reset');
    expect(await reset(token, 'somehow refused by the pool')).toBe('validation_error');
    expect(await reset(token)).toBe(204);
  });

  it.each(['TooManyRequestsException', 'InternalErrorException', 'TimeoutError', 'NotAuthorizedException'])(
    'gives the link back when the pool answers %s',
    async (name) => {
      const { world, reset } = aWorld();
      const token = await world.link('password-reset');
      world.poolError = name;
      expect(await reset(token)).toBe('unavailable');
      world.poolError = undefined;
      expect(await reset(token)).toBe(204);
    },
  );

  it('gives the link back after a minute when the attempt died', async () => {
    const { world, reset } = aWorld();
    const token = await world.link('password-reset');
    let writes = 0;
    world.before = (operation) => {
      if (operation === 'TransactWriteItems') writes += 1;
      if (writes > 1) throw new Error('died');
    };
    expect(await reset(token)).toBe('Error');
    world.before = () => {};
    expect(await reset(token)).toBe('token_not_valid');
    world.after(60_001);
    expect(await reset(token)).toBe(204);
  });

  it('ends sessions not before a concurrent sign-out', async () => {
    const { world, reset } = aWorld();
    const token = await world.link('password-reset');
    const later = new Date(world.now.getTime() + 5000).toISOString();
    world.database.table('access').put({ ...world.authorization, signedOutAt: later } as never);
    expect(await reset(token)).toBe(204);
    expect(world.authorization?.signedOutAt).toBe(later);
  });

  it('lets one of 50 callers through, in each of 100 rounds', async () => {
    for (let round = 0; round < 100; round += 1) {
      const { world, reset } = aWorld(async () => {});
      const token = await world.link('password-reset');
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => reset(token, `${PASSWORD} ${n}`)));
      expect(outcomes.filter((outcome) => outcome === 204)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'token_not_valid')).toHaveLength(49);
      expect(world.pool.calls.filter((call) => call === 'setPassword').length).toBe(1);
      expect(world.published('PasswordResetCompleted')).toBe(1);
    }
  });

  it('keeps neither password nor token anywhere', async () => {
    const { world, reset } = aWorld();
    const token = await world.link('password-reset');
    await reset(token);
    expect(world.everything).not.toContain(token);
    expect(world.everything).not.toContain(PASSWORD);
  });
});
