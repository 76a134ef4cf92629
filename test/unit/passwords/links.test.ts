import { describe, expect, it } from 'vitest';
import { forgotPassword } from '../../../lambdas/passwords/reset-password.ts';
import { resendVerification } from '../../../lambdas/verification/verify-email.ts';
import { EMAIL, LinkWorld } from '../../support/accounts/link-world.ts';

const endpoints = { forgot: forgotPassword, resend: resendVerification } as const;

function aWorld(which: keyof typeof endpoints) {
  const world = new LinkWorld();
  let passed = 0;
  const sleep = async (ms: number) => {
    passed += ms;
  };
  const endpoint = endpoints[which]({ clock: world.clock, sleep }, world.mailLink());
  return { world, passed: () => passed, ask: (email: string) => endpoint(world.request({ email })) };
}

const accepted = { status: 202, body: { status: 'accepted' } };

describe.each([
  ['forgot', 'PasswordResetRequested'],
  ['resend', 'UserVerificationRequested'],
] as const)('asking for a link (%s)', (which, event) => {
  it('mails at most one link a minute', async () => {
    const { world, ask } = aWorld(which);
    expect(await ask(EMAIL.toUpperCase())).toEqual(accepted);
    await Promise.all([ask(EMAIL), ask(EMAIL)]);
    expect(world.published(event)).toBe(1);
    expect(world.links.length).toBe(1);
    world.after(60_000);
    await ask(EMAIL);
    expect(world.published(event)).toBe(2);
  });

  it('answers the same after the same time for an unknown address, a deleted user and a failing store', async () => {
    const deleted = aWorld(which);
    deleted.world.profile({ deletionStartedAt: '2026-11-22T09:00:00.000Z' });
    const failing = aWorld(which);
    failing.world.before = (operation) => {
      if (operation === 'TransactWriteItems') throw new Error('the store is away');
    };
    for (const [{ ask, passed, world }, email] of [
      [aWorld(which), 'stranger@example.com'],
      [deleted, EMAIL],
      [failing, EMAIL],
    ] as const) {
      expect(await ask(email)).toEqual(accepted);
      expect(passed()).toBeGreaterThanOrEqual(599);
      expect(world.rows).toEqual([]);
      expect(world.links).toEqual([]);
    }
  });

  it('refuses what is no address', async () => {
    await expect(aWorld(which).ask('no-address')).rejects.toMatchObject({ type: 'validation_error' });
  });
});

describe('the link to verify', () => {
  it.each([
    ['has verified', { emailVerifiedAt: '2026-11-01T00:00:00.000Z' }],
    ['was registered by an admin', { method: 'admin' }],
  ])('is not mailed again to who %s', async (_, profile) => {
    const { world, ask } = aWorld('resend');
    world.profile(profile);
    expect(await ask(EMAIL)).toEqual(accepted);
    expect(world.links).toEqual([]);
  });
});
