import { describe, expect, it } from 'vitest';
import { grantReads } from '../../../lambdas/access/roles/user-roles.ts';
import { grantItem } from '../../../lambdas/domain/authorization/grants.ts';
import { ADMIN, aRoleWorld, refusedWith } from '../../support/roles/world.ts';

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** So many holders of `user`, two a millisecond. */
function aCrowd(count: number) {
  const world = aRoleWorld();
  for (let number = 0; number < count; number += 1) {
    const grantedAt = new Date(Date.UTC(2026, 10, 22) + Math.floor(number / 2)).toISOString();
    world.access.put({ ...grantItem({ userId: idOf(number), role: 'user', grantedBy: ADMIN, grantedAt }) });
  }
  return { read: grantReads(world.deps.client, world.deps.tables).ofRole, calls: world.calls };
}

describe('grantReads.ofRole', () => {
  it('returns pages by one query each, every user with the role once, newest first', async () => {
    const { read, calls } = aCrowd(120);
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { grants, next } = await read('user', 50, cursor);
      pages.push(grants.map(({ userId }) => userId));
      cursor = next;
    } while (cursor !== undefined);

    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, number) => idOf(119 - number)));
    expect(calls).toEqual(['Query', 'Query', 'Query']);
  });

  it.each([
    ['of another role', async () => (await aCrowd(2).read('user', 1, undefined)).next ?? ''],
    ['of no list', async () => 'bm90IGpzb24'],
  ])('refuses a cursor %s', async (_, cursor) => {
    await expect(aCrowd(0).read('admin', 50, await cursor())).rejects.toEqual(refusedWith('validation_error'));
  });
});
