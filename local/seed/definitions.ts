import { isDeepStrictEqual } from 'node:util';
import { type GroupItem, groupItem, type RoleItem, roleItem } from '../../contracts/internal/access-items.ts';
import { permissionGroups } from '../../contracts/permission-groups.ts';
import { builtInRoles } from '../../contracts/permissions.ts';

/** A role or a permission group, as an item of the access table. */
export type Definition = RoleItem | GroupItem;

/** What contracts/ define: every built-in role and every permission group. */
export const definitions: readonly Definition[] = [
  ...Object.entries(builtInRoles).map(([name, role]) => roleItem(name, { ...role, builtIn: true })),
  ...Object.entries(permissionGroups).map(([name, group]) => groupItem(name, group)),
];

/** `role admin`, `group support`. */
export const titleOf = ({ sk, name }: Definition): string => `${sk.toLowerCase()} ${name}`;

export const isSameItem = (one: Definition, other: Definition): boolean => one.pk === other.pk && one.sk === other.sk;

/** Whether the item says what the definition says, whatever else it carries. */
export const saysTheSame = (item: Definition, definition: Definition): boolean =>
  Object.entries(definition).every(([name, value]) => isDeepStrictEqual(item[name as keyof Definition], value));
