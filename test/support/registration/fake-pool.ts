import type { UserPool } from '../../../lambdas/domain/user-pool/users.ts';

export const awsError = (name: string): Error => Object.assign(new Error(`raw text of ${name}`), { name });

/** A user pool in memory; `fail` makes a call throw an error of that name until it is healed. */
export function fakeUserPool(...userIds: readonly string[]) {
  const users = new Set(userIds);
  const disabled = new Set<string>();
  const verified = new Map<string, boolean>();
  const taken = new Set<string>();
  const failing = new Map<keyof UserPool, string>();

  function mayFail(call: keyof UserPool): void {
    const name = failing.get(call);
    if (name !== undefined) throw awsError(name);
  }

  const pool: UserPool = {
    create: async ({ userId, email, emailVerified }) => {
      mayFail('create');
      if (taken.has(email)) return 'taken';
      users.add(userId);
      verified.set(userId, emailVerified);
      return 'created';
    },
    exists: async (userId) => {
      mayFail('exists');
      return users.has(userId);
    },
    remove: async (userId) => {
      mayFail('remove');
      users.delete(userId);
    },
    disable: async (userId) => {
      mayFail('disable');
      disabled.add(userId);
    },
  };
  return {
    pool,
    users,
    verified,
    disabled,
    taken,
    fail: (call: keyof UserPool, name: string) => failing.set(call, name),
    heal: () => failing.clear(),
  };
}
