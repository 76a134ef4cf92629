import type { ReconcileCommand } from '../../../contracts/reconciliation.ts';
import type { RegistrationState } from '../../../contracts/registration.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import type { PoolUser, ReconciledPool } from '../../../lambdas/domain/user-pool/users.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { reconcile } from '../../../lambdas/reconciliation/reconcile.ts';
import { removeLeftovers, removeNext } from '../../../lambdas/reconciliation/remove-leftovers.ts';
import { reconciliationStore } from '../../../lambdas/reconciliation/store.ts';
import { checkUsers, readSubjects } from '../../../lambdas/reconciliation/subjects.ts';
import { findMissing, sumProfiles, walkPool } from '../../../lambdas/reconciliation/walks.ts';
import { InMemoryDynamo } from '../simulation/dynamo/client.ts';

const tables = { registrations: 'registrations', users: 'users', access: 'access', journal: 'journal' };

export const LONG_AGO = '2026-11-01T00:00:00.000Z';
const MINUTE = 60_000;

/** A user pool in memory: lists pages of two users, sorted by username, and records its calls. */
export function fakeReconciledPool() {
  const users = new Map<string, PoolUser>();
  const calls: string[] = [];
  const broken = new Set<string>();
  const call = (text: string) => {
    calls.push(text);
    if (broken.has(text.split(' ')[0] ?? '')) throw Object.assign(new Error('no'), { name: 'InternalErrorException' });
  };
  const pool: ReconciledPool = {
    list: async (token) => {
      call('list');
      if (token === 'outdated') return 'outdated';
      const after = [...users.values()]
        .sort((a, b) => (a.username < b.username ? -1 : 1))
        .filter(({ username }) => token === undefined || username > token);
      return { users: after.slice(0, 2), next: after.length > 2 ? after[1]?.username : undefined };
    },
    exists: async (userId) => {
      call(`exists ${userId}`);
      return users.has(userId);
    },
    remove: async (userId) => {
      call(`remove ${userId}`);
      users.delete(userId);
    },
  };
  return { pool, users, calls, broken };
}

type Item = 'record' | 'user' | 'profile' | 'lock' | 'authorization';

interface UserState {
  readonly state?: RegistrationState;
  readonly touchedAt?: string;
  readonly createdAt?: string;
  readonly deletedAt?: string;
  readonly roles?: readonly string[];
  /** The parts that are missing. */
  readonly without?: readonly Item[];
}

/** The reconciliation over memory, with the users that a test adds, on 22 November 2026 at 10:00. */
export function aReconciledWorld() {
  const dynamo = new InMemoryDynamo();
  const fake = fakeReconciledPool();
  const time = { now: new Date('2026-11-22T10:00:00.000Z') };
  const clock = () => time.now;
  const numbers = Array.from({ length: 99 }, (_, index) => `id-${index + 1}`).values();
  const newId = () => numbers.next().value ?? '';
  const store = reconciliationStore(dynamo.client, tables);
  const read = readSubjects(dynamo.client, tables);
  const check = checkUsers({ read, clock });
  const { pool } = fake;
  const walks = {
    pool: walkPool({ pool, check, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, check, clock }),
    removing: removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  };
  const run = reconcile({ store, walks, clock, newId });

  function put(registrationId: string, user: UserState = {}): string {
    const { state = 'registered', touchedAt: updatedAt = LONG_AGO, createdAt = LONG_AGO, roles = [] } = user;
    const userId = userIdOf(registrationId);
    const email = `${registrationId}@example.com`;
    const common = { registrationId, userId, email };
    const deleted = user.deletedAt === undefined ? {} : { userDeletedAt: user.deletedAt };
    const puts = {
      record: () =>
        dynamo.put('registrations', { ...common, pk: `REGISTRATION#${registrationId}`, state, updatedAt, ...deleted }),
      user: () => fake.users.set(userId, { username: userId, sub: userId, registrationId, createdAt }),
      profile: () => dynamo.put('users', { ...common, listing: 'all', createdAt }),
      lock: () => dynamo.put('registrations', { ...common, pk: `EMAIL#${email}` }),
      authorization: () => {
        const held = roles.length > 0 ? { roles: new Set(roles) } : {};
        dynamo.put('access', { ...authorizationKey(userId), version: 1, ...held });
      },
    };
    const wanted = (Object.keys(puts) as Item[]).filter((item) => !user.without?.includes(item));
    for (const item of wanted) puts[item]();
    return userId;
  }

  return {
    dynamo,
    ...fake,
    walks,
    time,
    put,
    pass: (minutes: number) => {
      time.now = new Date(time.now.getTime() + minutes * MINUTE);
    },
    run: (command: Partial<ReconcileCommand> = {}, ms = MINUTE) =>
      run({ action: 'start', fix: false, ...command } as ReconcileCommand, ms),
    events: () => dynamo.all('journal') as { type: string; detail: { metadata: unknown; data: unknown } }[],
    stored: () => dynamo.get('registrations', { pk: 'RECONCILIATION' }) as { pass: Record<string, unknown> },
  };
}
