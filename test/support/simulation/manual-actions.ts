import { LISTING } from '../../../contracts/internal/tables.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { emailLockKey, type RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { registrationIdOf } from './registration-id.ts';
import type { World } from './world.ts';

/** A user that others create in the pool: without our mark, with a registration's, or with one that no record has. */
interface Stranger {
  readonly does: 'add stranger';
  readonly key: string;
  readonly like: 'unmarked' | 'marked' | 'unrecorded';
}

/** An action past the API, in the console or to the tables. `key` names a registration. */
export type ManualAction =
  | { readonly does: 'start by hand'; readonly key: string; readonly input: object }
  | { readonly does: 'stop'; readonly key: string }
  | { readonly does: 'time out'; readonly key: string }
  | { readonly does: 'remove role'; readonly role: string }
  | Stranger
  /** Leaves the user out of the pool's list. */
  | { readonly does: 'unlist'; readonly key: string }
  /** Puts the user's items back from before the rollback. */
  | { readonly does: 'restore items'; readonly key: string };

function addStranger(world: World, { key, like }: Stranger): void {
  const registrationId = registrationIdOf(key);
  const Username = like === 'unrecorded' ? userIdOf(registrationId) : `${key}.${like}`;
  const mark = { Name: 'custom:registrationId', Value: registrationId };
  const UserAttributes = [{ Name: 'email', Value: `${Username}@example.org` }, ...(like === 'unmarked' ? [] : [mark])];
  if (world.pool.users.has(Username)) return;
  world.strangers.add(Username);
  world.pool.operations.AdminCreateUser?.({ Username, UserAttributes } as never, 'operator');
}

function restoreItems({ database }: World, { key }: { readonly key: string }): void {
  const registrationId = registrationIdOf(key);
  const pk = `REGISTRATION#${registrationId}`;
  const record = database.table('registrations').get({ pk }) as unknown as RegistrationRecord;
  const { userId, email = '', name, createdAt } = record;
  const profile = { userId, registrationId, email, name, createdAt, status: 'active', listing: LISTING };
  database.table('users').put(profile);
  database.table('registrations').put({ ...emailLockKey(email), registrationId });
  database.table('access').put({ ...authorizationKey(userId), version: 1 });
}

type ManualActions = {
  readonly [Does in ManualAction['does']]: (world: World, action: Extract<ManualAction, { does: Does }>) => void;
};

const actions: ManualActions = {
  'start by hand': (world, { key, input }) => world.startByHand(registrationIdOf(key), input),
  stop: ({ executions }, { key }) => executions.stop(registrationIdOf(key), 'ABORTED'),
  'time out': ({ executions }, { key }) => executions.stop(registrationIdOf(key), 'TIMED_OUT'),
  'remove role': (world, { role }) => world.deleteRole(role),
  'add stranger': addStranger,
  unlist: ({ pool }, { key }) => pool.unlisted.add(userIdOf(registrationIdOf(key))),
  'restore items': restoreItems,
};

export function performManually(world: World, action: ManualAction): void {
  const perform = actions[action.does] as (world: World, action: ManualAction) => void;
  perform(world, action);
}
