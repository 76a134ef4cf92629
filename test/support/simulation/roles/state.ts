import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { World } from '../world.ts';

/** What a user holds, as the events say. */
export interface Holder {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly disabled: boolean;
  readonly deleted: boolean;
  /** Tokens of before are void. */
  readonly signedOut: boolean;
  /** How often it changed, which is what the version counts. */
  readonly version: number;
}

/** Who holds what, and what roles and groups allow: the reference that the product is held against. */
export interface State {
  readonly holders: Readonly<Record<string, Holder>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

const unknownHolder: Holder = { roles: [], groups: [], disabled: false, deleted: false, signedOut: false, version: 0 };

export const holderIn = ({ holders }: State, userId: string): Holder => holders[userId] ?? unknownHolder;

/** What events speak of; each reads what is there of it. */
interface Data {
  readonly userId: string;
  readonly role: string;
  readonly reason?: string;
  readonly after: readonly string[];
}

type Become = (holder: Holder, data: Data) => Holder;

const taken: Become = (holder, { role, reason }) => ({
  ...holder,
  roles: holder.roles.filter((name) => name !== role),
  signedOut: holder.signedOut || (role === 'admin' && reason !== 'user_deleted'),
});

/** What each event makes of whom it is about; every other event changes nothing. */
const becomes: Readonly<Record<string, Become>> = {
  RoleAssignmentSucceeded: (holder, { role }) => ({ ...holder, roles: [...holder.roles, role].sort() }),
  RoleRevocationSucceeded: taken,
  PermissionGroupsSet: (holder, { after }) => ({ ...holder, groups: after }),
  UserDisabled: (holder) => ({ ...holder, disabled: true, signedOut: true }),
  UserEnabled: (holder) => ({ ...holder, disabled: false }),
  UserDeleted: (holder) => ({ ...holder, deleted: true }),
};

function withoutRole(state: State, role: string): State {
  const { [role]: _, ...roles } = state.roles;
  return { ...state, roles };
}

/** The state after an event. The changes of one operation are one version. */
export function stateAfter(state: State, { type, detail }: JournalRow, isFirstChange: boolean): State {
  const data = detail.data as Data;
  if (type === 'RoleDeleted') return withoutRole(state, data.role);
  const become = becomes[type];
  if (become === undefined) return state;
  const holder = holderIn(state, data.userId);
  const version = holder.version + (isFirstChange ? 1 : 0);
  return { ...state, holders: { ...state.holders, [data.userId]: { ...become(holder, data), version } } };
}

export const changesSomething = ({ type }: JournalRow): boolean => becomes[type] !== undefined;

export const enabledAdmins = ({ holders }: State): number =>
  Object.values(holders).filter(({ roles, disabled }) => roles.includes('admin') && !disabled).length;

/** All permissions of a user. */
export function allowedIn(state: State, userId: string): ReadonlySet<string> {
  const { roles, groups, disabled, deleted } = holderIn(state, userId);
  if (disabled || deleted) return new Set();
  return new Set([
    ...roles.flatMap((role) => state.roles[role] ?? []),
    ...groups.flatMap((group) => state.groups[group] ?? []),
  ]);
}

interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly roles?: ReadonlySet<string>;
  readonly version: number;
}

/** The state that a world begins with. */
export function stateOf({ database }: World): State {
  const items = database.table('access').items as unknown as readonly Item[];
  const definitions = (sk: string) =>
    Object.fromEntries(items.filter((item) => item.sk === sk).map((item) => [item.name, item.permissions]));
  const held = items.filter(({ sk }) => sk === 'AUTHORIZATION');
  const holders = held.map(({ pk, roles = new Set<string>(), version }): [string, Holder] => [
    pk.slice('USER#'.length),
    { ...unknownHolder, roles: [...roles].sort(), version },
  ]);
  return { holders: Object.fromEntries(holders), roles: definitions('ROLE'), groups: definitions('GROUP') };
}
