import type { User } from '../../../contracts/api/users.ts';
import { LISTING } from '../../../contracts/internal/tables.ts';
import type { RegistrationState } from '../../../contracts/registration.ts';
import type { AccountDependencies, Cause } from '../../../lambdas/accounts/change-account.ts';
import { accountStore } from '../../../lambdas/accounts/store.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { adminHoldersKey, grantKey } from '../../../lambdas/domain/authorization/grants.ts';
import type { AccountPool } from '../../../lambdas/domain/user-pool/users.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { InMemoryDynamo } from '../simulation/dynamo/client.ts';

export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
const tables = { users: 'users', registrations: 'registrations', access: 'access', journal: 'journal' };

type Call = keyof AccountPool;

/** A user pool in memory; calls in `broken` fail. */
export class FakePool implements AccountPool {
  readonly users = new Map<string, { enabled: boolean }>();
  readonly calls: Call[] = [];
  readonly broken = new Set<Call>();

  async #call<T>(call: Call, answer: () => T): Promise<T> {
    this.calls.push(call);
    if (this.broken.has(call)) throw Object.assign(new Error('no answer'), { name: 'InternalErrorException' });
    return answer();
  }

  #set(userId: string, enabled: boolean): boolean {
    return this.users.has(userId) && this.users.set(userId, { enabled }) !== undefined;
  }

  exists = (userId: string) => this.#call('exists', () => this.users.has(userId));
  remove = (userId: string) => this.#call('remove', () => void this.users.delete(userId));
  disable = (userId: string) => this.#call('disable', () => void this.#set(userId, false));
  enable = (userId: string) => this.#call('enable', () => this.#set(userId, true));
  signOut = () => this.#call('signOut', () => undefined);
}

interface UserState {
  readonly userId?: string;
  readonly roles?: readonly string[];
  readonly status?: User['status'];
  readonly state?: RegistrationState;
  readonly createdAt?: string;
}

/** The accounts capability over memory, with the users that a test adds. */
export function aWorld() {
  const dynamo = new InMemoryDynamo();
  const pool = new FakePool();
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9].values();
  const accounts: AccountDependencies = {
    store: accountStore(dynamo.client, tables),
    pool,
    tables,
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
    newId: () => `operation-${numbers.next().value}`,
  };

  /** Adds a user whose registration is at rest, to the pool and to every table. */
  function addUser({
    userId = ANN,
    roles = ['user'],
    status = 'active',
    state = 'registered',
    ...more
  }: UserState = {}) {
    const registrationId = `reg-${userId}`;
    const email = `${userId}@example.com`;
    const createdAt = more.createdAt ?? '2026-11-22T09:00:00.000Z';
    pool.users.set(userId, { enabled: true });
    dynamo.put('users', { userId, email, name: 'Ann', status, registrationId, createdAt, listing: LISTING });
    dynamo.put('registrations', { pk: `REGISTRATION#${registrationId}`, registrationId, state });
    dynamo.put('registrations', { pk: `EMAIL#${email}`, registrationId, userId });
    if (roles.length > 0) dynamo.put('access', { ...authorizationKey(userId), roles: new Set(roles), version: 1 });
    for (const role of roles) dynamo.put('access', { ...grantKey(userId, role), role, userId });
    if (roles.includes('admin')) {
      const before = dynamo.get('access', adminHoldersKey)?.active ?? 0;
      dynamo.put('access', { ...adminHoldersKey, active: Number(before) + 1 });
    }
    return userId;
  }

  return {
    accounts,
    dynamo,
    pool,
    addUser,
    events: () => dynamo.all('journal').map(({ type }) => type),
    times: () => dynamo.all('journal').map(({ detail }) => (detail as JournalRow['detail']).metadata.occurredAt),
    admins: () => dynamo.get('access', adminHoldersKey)?.active,
    account: (userId = ANN) => dynamo.get('users', { userId }),
    authorization: (userId = ANN) => dynamo.get('access', authorizationKey(userId)),
    record: (userId = ANN) => dynamo.get('registrations', { pk: `REGISTRATION#reg-${userId}` }),
    lock: (userId = ANN) => dynamo.get('registrations', { pk: `EMAIL#${userId}@example.com` }),
  };
}

export const byAdmin: Cause = { actor: { type: 'user', id: ADMIN }, correlationId: 'cor-1', requestId: 'req-1' };
