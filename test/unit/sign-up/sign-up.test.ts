import { describe, expect, it } from 'vitest';
import type { RegistrationState } from '../../../contracts/registration.ts';
import { refuseWeak } from '../../../lambdas/domain/password-strength/refuse-weak.ts';
import { recordKey } from '../../../lambdas/domain/registration/record.ts';
import { admissions } from '../../../lambdas/domain/registration/workflow.ts';
import { consumerJournal } from '../../../lambdas/platform/events/journal.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import {
  notifyAccountHolder,
  recordInitialPassword,
  registerSignUp,
  signUp,
} from '../../../lambdas/sign-up/sign-up.ts';
import { ANN, EMAIL, LinkWorld } from '../../support/accounts/link-world.ts';

const PASSWORD = 'four words of no relation';
const NEW = { email: 'bob@example.com', name: 'Bob', password: PASSWORD };

/** A sign-up; the workflow moves the record to `state` when it is started. */
function aWorld(state: RegistrationState | 'none' = 'created') {
  const world = new LinkWorld();
  const store = admissions(world.client, 'registrations');
  const started: object[] = [];
  let passed = 0;
  const sleep = async (ms: number) => {
    passed += ms;
    world.after(ms);
  };
  const start = async (registrationId: string, input: object) => {
    started.push(input);
    if (state === 'none') return 'started' as const;
    const table = world.database.table('registrations');
    table.put({ ...table.get(recordKey(registrationId)), state } as never);
    world.database.table('users').put({ userId: userIdOf(registrationId), ...NEW, password: undefined });
    return 'started' as const;
  };
  const deps = { store, start, setPassword: world.setPassword, clock: world.clock, newId: world.newId };
  const register = registerSignUp({
    ...deps,
    recordInitialPassword: recordInitialPassword(world.client, 'users'),
    waiting: { now: () => world.now.getTime(), sleep },
  });
  const post = signUp({
    holderOf: store.holderOf,
    notifyAccountHolder: notifyAccountHolder(consumerJournal(world.client, 'journal'), world.clock),
    register: (request, body) => register(request, body),
    refuseWeak,
    time: { clock: world.clock, sleep },
  });
  const bob = () => world.database.table('users').items.find((item) => item.userId !== ANN);
  return { world, started, bob, passed: () => passed, post: (body: object) => post(world.request(body)) };
}

const accepted = { status: 202, body: { status: 'accepted' } };

describe('signing up', () => {
  it('registers by e-mail as `user`, on the user’s own behalf, without the password', async () => {
    const { world, post, started, bob } = aWorld();

    expect(await post(NEW)).toEqual(accepted);

    const userId = userIdOf('id-1');
    expect(started).toMatchObject([
      { email: NEW.email, name: 'Bob', roles: ['user'], method: 'email', requestedBy: userId },
    ]);
    expect(world.pool.password).toBe(PASSWORD);
    expect(bob()).toHaveProperty('passwordSetAt');
    expect(JSON.stringify(started)).not.toContain(PASSWORD);
    expect(world.everything).not.toContain(PASSWORD);
  });

  it.each(['reserved', 'failed', 'rolling_back', 'rolled_back', 'rollback_failed'] as const)(
    'sets no password while the registration is %s',
    async (state) => {
      const { world, post } = aWorld(state);
      expect(await post(NEW)).toEqual(accepted);
      expect(world.pool.calls).toEqual([]);
    },
  );

  it.each(['registered', 'roles_pending', 'roles_refused'] as const)(
    'sets the password when the registration is %s',
    async (state) => {
      const { world, post } = aWorld(state);
      await post(NEW);
      expect(world.pool.password).toBe(PASSWORD);
    },
  );

  it('does not replace a password that the user chose meanwhile', async () => {
    const { world, post, bob } = aWorld();
    const { setPassword } = world;
    world.before = (operation) => {
      const user = bob();
      if (operation === 'UpdateItem' && user) world.database.table('users').put({ ...user, passwordSetAt: 'chosen' });
    };
    await post(NEW);
    expect(setPassword).toBeDefined();
    expect(bob()?.passwordSetAt).toBe('chosen');
  });

  it('answers the same after 2 s for known and unknown addresses and for failures', async () => {
    const known = { ...NEW, email: EMAIL };
    const cases = [
      [aWorld(), NEW],
      [aWorld('none'), NEW],
      [aWorld('failed'), NEW],
      [aWorld(), known],
    ] as const;
    for (const [{ post, passed }, body] of cases) {
      expect(await post(body)).toEqual(accepted);
      expect(passed()).toBeCloseTo(2000, -2);
    }
    for (const body of [NEW, known]) {
      const { world, post, passed } = aWorld();
      world.before = (operation) => {
        if (operation === 'PutItem') throw new Error('the store is away');
      };
      expect(await post(body)).toEqual(accepted);
      expect(passed()).toBeCloseTo(2000, -2);
    }
    const failing = aWorld();
    failing.world.poolError = 'TooManyRequestsException';
    expect(await failing.post(NEW)).toEqual(accepted);
  });

  it('notifies the holder of the address at most once an hour', async () => {
    const { world, post, started } = aWorld();
    await post({ ...NEW, email: EMAIL.toUpperCase() });
    await post({ ...NEW, email: EMAIL });
    expect(world.rows.map(({ type, detail }) => [type, detail.data])).toEqual([
      ['SignUpRefused', { userId: ANN, email: EMAIL }],
    ]);
    world.after(60 * 60_000);
    await post({ ...NEW, email: EMAIL });
    expect(world.published('SignUpRefused')).toBe(2);
    expect(started).toEqual([]);
    expect(world.pool.calls).toEqual([]);
  });

  it.each([
    ['a short password', { password: 'k7#Qz' }, 'password'],
    ['a long one', { password: 'x'.repeat(129) }, 'password'],
    ['a common one', { password: 'password123' }, 'password'],
    ['the address itself', { password: 'bob@example.com' }, 'password'],
    ['no address', { email: 'no-address' }, 'email'],
    ['a name of two lines', { name: 'Bob\nBcc: x' }, 'name'],
    ['a role', { roles: ['admin'] }, 'roles'],
    ['a method', { method: 'admin' }, 'method'],
  ])('refuses %s at once, known or not', async (_, change, field) => {
    const { post, passed } = aWorld();
    await expect(post({ ...NEW, ...change })).rejects.toMatchObject({ type: 'validation_error', errors: [{ field }] });
    expect(passed()).toBe(0);
  });
});
