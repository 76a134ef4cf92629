import type * as z from 'zod/mini';
import type { setPermissionGroupsAnswer } from '../../../contracts/api/access.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { permissionGroupsSetV1 } from '../../../contracts/events/permission-groups-set.v1.ts';
import type { Caller } from '../../platform/api/request.ts';
import type { Clock } from '../../platform/clock.ts';
import { journalEntry, type Operation } from '../../platform/events/journal.ts';
import type { IdSource } from '../../platform/ids.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import { noSuchUser, refuseMissingPermissions, refuseUnknown, refuseWithoutPermission } from './rules.ts';
import type { GroupStore } from './store.ts';

export interface SetGroupsDependencies {
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface SetPermissionGroups {
  readonly userId: string;
  /** All that the user is to have, each once. */
  readonly groups: readonly string[];
  readonly caller: Caller;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export type GroupsSet = z.output<typeof setPermissionGroupsAnswer>;

const operationOf = (request: SetPermissionGroups, id: string, at: Date): Operation => ({
  id,
  correlationId: request.correlationId,
  causationId: request.requestId,
  actor: request.actor,
  at,
});

/** In one of both, and not in the other. */
const differing = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...one.filter((name) => !other.includes(name)),
  ...other.filter((name) => !one.includes(name)),
];

/**
 * `set_permission_groups`: replaces all groups of a user in one transaction, on behalf of the caller. Refuses by
 * problem type, in this order: the caller's permission (before anything is looked up), the user, unknown groups,
 * groups that are not the caller's to give or take. What is as asked already is answered without an event.
 */
export function setPermissionGroups({ store, clock, ids }: SetGroupsDependencies) {
  /** What the groups are before, and the definitions of those that change; a group that is gone may always go. */
  async function look({ userId, groups }: SetPermissionGroups) {
    const [exists, held] = await Promise.all([store.hasUser(userId), store.held(userId)]);
    if (!exists) throw noSuchUser();
    const before = [...(held?.groups ?? [])].sort();
    const known = await store.find([...new Set([...before, ...groups])]);
    refuseUnknown(groups.filter((name) => !known.some((group) => group.name === name)));
    return { held, before, known };
  }

  return async (request: SetPermissionGroups): Promise<GroupsSet> => {
    const { userId, caller } = request;
    refuseWithoutPermission(caller.permissions);
    const operation = operationOf(request, ids(), clock());
    const after = [...request.groups].sort();

    return retryUntilUnchanged(async () => {
      const { held, before, known } = await look(request);
      const names = differing(before, after);
      const changed = known.filter(({ name }) => names.includes(name));
      refuseMissingPermissions(changed, caller.permissions);
      const set: GroupsSet = { userId, before, after };
      if (names.length === 0) return set;
      const entry = journalEntry(permissionGroupsSetV1, 'set', set);
      return (await store.write({ userId, held, after, changed }, operation, entry)) ? set : CHANGED;
    });
  };
}
