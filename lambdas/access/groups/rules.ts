import type { GroupItem } from '../../../contracts/internal/access-items.ts';
import { permissions as allPermissions } from '../../../contracts/permissions.ts';
import { forbidden, Refusal } from '../../platform/errors.ts';

type Held = ReadonlySet<string>;

const holdsAll = (held: Held, wanted: readonly string[]): boolean => wanted.every((permission) => held.has(permission));

/** Who may put somebody into a group of this kind, or take her out of it. */
const mayHandOut: Readonly<Record<GroupItem['kind'], (group: GroupItem, held: Held) => boolean>> = {
  // It follows the subscription, and nobody's wish.
  subscription: () => false,
  // Those who run all of it.
  system: (_, held) => holdsAll(held, allPermissions),
  // Nobody gives what they do not hold.
  manageable: ({ permissions }, held) => held.has('groups:assign') && holdsAll(held, permissions),
};

export const isHandedOutBy = (group: GroupItem, held: Held): boolean => mayHandOut[group.kind](group, held);

/** The groups that the caller may hand out as somebody who manages users (`get_groups_manageable_by_users`). */
export const manageableBy = (groups: readonly GroupItem[], held: Held): readonly GroupItem[] =>
  groups.filter((group) => group.kind === 'manageable' && isHandedOutBy(group, held));

export function refuseWithoutPermission(held: Held): void {
  if (!held.has('groups:assign')) throw forbidden('groups:assign');
}

export function refuseUnknown(names: readonly string[]): void {
  if (names.length === 0) return;
  throw new Refusal(
    'unknown_groups',
    `There is no permission group named ${names.join(', ')}; GET /v1/permission-groups lists those that exist.`,
  );
}

export function refuseMissingPermissions(changed: readonly GroupItem[], held: Held): void {
  const beyond = changed.filter((group) => !isHandedOutBy(group, held)).map(({ name }) => name);
  if (beyond.length === 0) return;
  throw new Refusal(
    'not_allowed',
    `You may neither give nor take the permission groups ${beyond.join(', ')}; leave them as they are.`,
  );
}

export const noSuchUser = () =>
  new Refusal('user_not_found', 'There is no such user; GET /v1/users lists those that exist.');

export const groupsUnread = () =>
  new Refusal('unavailable', 'Not all permission groups could be read. Nothing was changed; send the request again.');
