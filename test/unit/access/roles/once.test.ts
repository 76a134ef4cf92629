import { describe, expect, it } from 'vitest';
import { ANN, aRoleWorld, type Fate, type RoleWorld, refusedWith } from '../../../support/roles/world.ts';

const BOB = '00000000-0000-4000-8000-00000000b0b0';
const key = { idempotencyKey: 'key-1' };

interface Case {
  readonly name: string;
  readonly told: string;
  readonly prepare: (world: RoleWorld) => void;
  readonly ask: (world: RoleWorld, userId?: string) => Promise<unknown>;
  readonly done: (world: RoleWorld) => boolean;
  /** Calls before the transaction. */
  readonly reads: number;
}

const cases: readonly Case[] = [
  {
    name: 'assign',
    told: 'RoleAssignment',
    prepare: (world) => void world.person(),
    ask: (world, userId = ANN) => world.assign({ ...world.asked(userId, key), role: 'user' }),
    done: (world) => world.roles().includes('user'),
    reads: 0,
  },
  {
    name: 'revoke',
    told: 'RoleRevocation',
    prepare: (world) => void world.person({ roles: ['user'] }),
    ask: (world, userId = ANN) => world.revoke({ ...world.asked(userId, key), role: 'user' }),
    done: (world) => !world.roles().includes('user'),
    reads: 0,
  },
  {
    name: 'replace',
    told: 'RoleAssignment',
    prepare: (world) => void world.person(),
    ask: (world, userId = ANN) => world.replace({ ...world.asked(userId, key), roles: ['user'] }),
    done: (world) => world.roles().includes('user'),
    reads: 1,
  },
];

/** Each operation has one row at its outcome, and each attempt stands before one. */
function expectOneOutcome(world: RoleWorld, operations = 1) {
  const outcomes = world.rows().filter(({ place }) => place === 'outcome');
  expect(outcomes).toHaveLength(operations);
  const count = (end: string) => world.events().filter((event) => event.split(' ')[0]?.endsWith(end)).length;
  expect(count('Attempted')).toBe(count('Succeeded') + count('Failed'));
}

describe.each(cases)('$name with an Idempotency-Key', ({ told, prepare, ask, done, reads }) => {
  const begin = (...fates: readonly Fate[]) => {
    const made = aRoleWorld();
    prepare(made);
    made.fates.push(...Array.from({ length: reads }, () => undefined), ...fates);
    return made;
  };

  it('is carried out once and answers as then, whatever came after', async () => {
    const world = begin();
    const first = await ask(world);
    const version = world.held()?.version;
    expect(await ask(world)).toEqual(first);
    expect(world.held()?.version).toBe(version);
    expectOneOutcome(world);
  });

  it('is refused as then, also when it would succeed now', async () => {
    const world = aRoleWorld();
    await expect(ask(world)).rejects.toEqual(refusedWith('user_not_found'));
    prepare(world);
    await expect(ask(world)).rejects.toEqual(refusedWith('user_not_found'));
    expectOneOutcome(world);
  });

  it('is refused for another user', async () => {
    const world = begin();
    world.person({ userId: BOB });
    await ask(world);
    await expect(ask(world, BOB)).rejects.toEqual(refusedWith('idempotency_key_reused'));
    expectOneOutcome(world);
  });

  it('answers success when only the answer was lost', async () => {
    const world = begin('lost');
    await ask(world);
    expect(done(world)).toBe(true);
    expect(world.events()[1]).toBe(`${told}Succeeded user`);
    expectOneOutcome(world);
  });

  it('tells the storage error, and tries again as an operation of its own when asked again', async () => {
    const world = begin('error');
    await expect(ask(world)).rejects.toEqual(refusedWith('unavailable'));
    expect([done(world), world.events()]).toEqual([
      false,
      [`${told}Attempted user`, `${told}Failed user storage_error`],
    ]);
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
  ] as const)('answers 503 after %s, and the truth when asked again', async (fates, committed) => {
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

describe('without a key', () => {
  it('each request is an operation of its own', async () => {
    const world = aRoleWorld();
    world.person();
    await world.assign({ ...world.asked(), role: 'user' });
    await expect(world.assign({ ...world.asked(), role: 'user' })).rejects.toEqual(refusedWith('already_has_role'));
    expectOneOutcome(world, 2);
  });

  it('a lost answer is a success all the same', async () => {
    const world = aRoleWorld();
    world.person();
    world.fates.push('lost');
    await world.assign({ ...world.asked(), role: 'user' });
    expectOneOutcome(world);
  });
});

describe('the same key', () => {
  it('with another role is refused, and of another caller is another request', async () => {
    const world = aRoleWorld();
    world.person();
    await world.assign({ ...world.asked(ANN, key), role: 'user' });
    const other = world.assign({ ...world.asked(ANN, key), role: 'readonly' });
    await expect(other).rejects.toEqual(refusedWith('idempotency_key_reused'));
    await world.assign({ ...world.asked(ANN, { ...key, by: BOB }), role: 'readonly' });
    expect(world.roles()).toEqual(['readonly', 'user']);
  });
});
