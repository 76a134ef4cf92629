import type { GroupKind } from '../permission-groups.ts';
import type { Permission } from '../permissions.ts';

/**
 * Definitions of roles and permission groups in the access table. A change of one increments the version of
 * `DEFINITIONS` in its transaction, so that a cache of definitions detects that it is stale.
 */
export interface RoleItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Built-in roles can neither be changed nor deleted. */
  readonly builtIn: boolean;
  /** Incremented by each change (optimistic locking). */
  readonly version?: number;
  /** Set while a deletion checks for holders: the role cannot be assigned any more. */
  readonly retiredAt?: string;
  /** Its partition of `accessByList`. */
  readonly list: typeof ROLES_LIST;
  readonly listedAs: string;
}

export interface GroupItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Incremented by each change (optimistic locking). */
  readonly version?: number;
  readonly list: typeof GROUPS_LIST;
  readonly listedAs: string;
}

/** Partitions of `accessByList`: all roles and all groups by name, and the holders of a role by time. */
export const ROLES_LIST = 'ROLES';
export const GROUPS_LIST = 'GROUPS';
export const holdersList = (role: string): string => `ROLE#${role}`;

export const roleKey = (role: string) => ({ pk: `ROLE#${role}`, sk: 'ROLE' });
export const groupKey = (group: string) => ({ pk: `GROUP#${group}`, sk: 'GROUP' });

export const roleItem = (name: string, more: Pick<RoleItem, 'description' | 'permissions' | 'builtIn'>): RoleItem => ({
  ...roleKey(name),
  name,
  ...more,
  list: ROLES_LIST,
  listedAs: name,
});

export const groupItem = (name: string, more: Pick<GroupItem, 'kind' | 'description' | 'permissions'>): GroupItem => ({
  ...groupKey(name),
  name,
  ...more,
  list: GROUPS_LIST,
  listedAs: name,
});

/** `{ version }`: incremented by every change of a role's or a group's permissions. */
export const definitionsKey = { pk: 'DEFINITIONS', sk: 'DEFINITIONS' };
