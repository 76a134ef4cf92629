import { describe, expect, it } from 'vitest';
import { ANN, aRoleWorld, type Fate, type RoleWorld, refusedWith } from '../../../support/roles/world.ts';

const BOB = '00000000-0000-4000-8000-00000000b0b0';
const key = { idempotencyKey: 'key-1' };

interface Case {
  readonly name: string;
  readonly event: string;
  readonly prepare: (world: RoleWorld) => void;
  readonly ask: (world: RoleWorld, userId?: string) => Promise<unknown>;
  readonly done: (world: RoleWorld) => boolean;
  /** Calls before the transaction. */
  readonly reads: number;
}

const cases: readonly Case[] = [
  {
    name: 'assign',
    event: 'RoleAssignment',
    prepare: (world) => void world.addUser(),
    ask: (world, userId = ANN) => world.assign({ ...world.request(userId, key), role: 'user' }),
    done: (world) => world.roles().includes('user'),
    reads: 0,
  },
  {
    name: 'revoke',
    event: 'RoleRevocation',
    prepare: (world) => void world.addUser({ roles: ['user'] }),
    ask: (world, userId = ANN) => world.revoke({ ...world.request(userId, key), role: 'user' }),
    done: (world) => !world.roles().includes('user'),
    reads: 0,
  },
  {
    name: 'replace',
    event: 'RoleAssignment',
    prepare: (world) => void world.addUser(),
    ask: (world, userId = ANN) => world.replace({ ...world.request(userId, key), roles: ['user'] }),
    done: (world) => world.roles().includes('user'),
    reads: 1,
  },
];

/** Each operation has one row at its outcome, and each attempt has one. */
function expectOneOutcome(world: RoleWorld, operations = 1) {
  const outcomes = world.rows().filter(({ place }) => place === 'outcome');
  expect(outcomes).toHaveLength(operations);
  const count = (end: string) => world.events().filter((name) => name.split(' ')[0]?.endsWith(end)).length;
  expect(count('Attempted')).toBe(count('Succeeded') + count('Failed'));
}

describe.each(cases)('$name with an Idempotency-Key', ({ event, prepare, ask, done, reads }) => {
  const begin = (...fates: readonly Fate[]) => {
    const made = aRoleWorld();
    prepare(made);
    made.fates.push(...Array.from({ length: reads }, () => undefined), ...fates);
    return made;
  };

  it('runs once and returns the recorded answer, whatever came after', async () => {
    const world = begin();
    const first = await ask(world);
    const version = world.authorization()?.version;
    expect(await ask(world)).toEqual(first);
    expect(world.authorization()?.version).toBe(version);
    expectOneOutcome(world);
  });

  it('returns the recorded refusal, also when it would succeed now', async () => {
    const world = aRoleWorld();
    await expect(ask(world)).rejects.toEqual(refusedWith('user_not_found'));
    prepare(world);
    await expect(ask(world)).rejects.toEqual(refusedWith('user_not_found'));
    expectOneOutcome(world);
  });

  it('is refused for another user', async () => {
    const world = begin();
    world.addUser({ userId: BOB });
    await ask(world);
    await expect(ask(world, BOB)).rejects.toEqual(refusedWith('idempotency_key_reused'));
    expectOneOutcome(world);
  });

  it('returns success when only the answer was lost', async () => {
    const world = begin('lost');
    await ask(world);
    expect(done(world)).toBe(true);
    expect(world.events()[1]).toBe(`${event}Succeeded user`);
    expectOneOutcome(world);
  });

  it('records the storage error, and runs as an operation of its own when it is repeated', async () => {
    const world = begin('error');
    await expect(ask(world)).rejects.toEqual(refusedWith('unavailable'));
    expect(done(world)).toBe(false);
    expect(world.events()).toEqual([`${event}Attempted user`, `${event}Failed user storage_error`]);
    await ask(world);
    expect(done(world)).toBe(true);
    expectOneOutcome(world, 2);
  });

  it.each([
    [['error', 'error'], false],
    [['error', 'lost'], false],
    [['lost', 'error'], true],
    [['lost', 'lost'], true],
    [['lost', undefined, 'error'], true],
  ] as const)('answers 503 after %s, and the recorded outcome when it is repeated', async (fates, committed) => {
    const world = begin(...fates);
    await expect(ask(world)).rejects.toEqual(refusedWith('unavailable'));
    expect(done(world)).toBe(committed);
    await ask(world);
    expect(done(world)).toBe(true);
    expectOneOutcome(world, fates[0] === 'error' && fates[1] === 'lost' ? 2 : 1);
  });

  it('has one outcome when it is sent twice at once', async () => {
    const world = begin();
    const answers = await Promise.all([ask(world), ask(world)]);
    expect(answers[0]).toEqual(answers[1]);
    expectOneOutcome(world);
  });
});

describe('a role operation without a key', () => {
  it('each request is an operation of its own', async () => {
    const world = aRoleWorld();
    world.addUser();
    await world.assign({ ...world.request(), role: 'user' });
    await expect(world.assign({ ...world.request(), role: 'user' })).rejects.toEqual(refusedWith('already_has_role'));
    expectOneOutcome(world, 2);
  });

  it('a lost answer is a success', async () => {
    const world = aRoleWorld();
    world.addUser();
    world.fates.push('lost');
    await world.assign({ ...world.request(), role: 'user' });
    expectOneOutcome(world);
  });
});

describe('the same Idempotency-Key', () => {
  it('is refused with another role, and is another operation for another caller', async () => {
    const world = aRoleWorld();
    world.addUser();
    await world.assign({ ...world.request(ANN, key), role: 'user' });
    const other = world.assign({ ...world.request(ANN, key), role: 'readonly' });
    await expect(other).rejects.toEqual(refusedWith('idempotency_key_reused'));
    await world.assign({ ...world.request(ANN, { ...key, by: BOB }), role: 'readonly' });
    expect(world.roles()).toEqual(['readonly', 'user']);
  });
});
