import type { GroupKind } from '../permission-groups.ts';
import type { Permission } from '../permissions.ts';

/**
 * Definitions in the access table, which the set-up writes and the authorizer reads. A change of one counts up
 * `DEFINITIONS` in its transaction, so that whoever keeps definitions in memory sees that they are old.
 */
export interface RoleItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Built-in roles can neither be changed nor deleted. */
  readonly builtIn: boolean;
  /** Counts changes. */
  readonly version?: number;
  /** Set while a deletion looks for holders: the role is given to nobody any more. */
  readonly retiredAt?: string;
  /** Where `accessByList` lists it. */
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
  /** Counts changes. */
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

/** `{ version }`: counts every change of a role's or a group's permissions. */
export const definitionsKey = { pk: 'DEFINITIONS', sk: 'DEFINITIONS' };
