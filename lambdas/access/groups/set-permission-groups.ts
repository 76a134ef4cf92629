import type * as z from 'zod/mini';
import type { setPermissionGroupsAnswer } from '../../../contracts/api/access.ts';
import { permissionGroupsSetV1 } from '../../../contracts/events/permission-groups-set.v1.ts';
import type { ApiRequest } from '../../platform/api/endpoint.ts';
import { journalEntry, requestOperation } from '../../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import type { Clock, IdSource } from '../../platform/runtime.ts';
import { userNotFound } from '../roles/rules.ts';
import { refuseUnassignable, refuseUnknown, refuseWithoutPermission } from './rules.ts';
import type { GroupStore } from './store.ts';

export interface GroupDependencies {
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly newId: IdSource;
}

export interface SetPermissionGroups extends Pick<ApiRequest, 'caller' | 'actor' | 'correlationId' | 'requestId'> {
  readonly userId: string;
  /** All groups that the user is to have, each once. */
  readonly groups: readonly string[];
}

export type GroupsSet = z.output<typeof setPermissionGroupsAnswer>;

/**
 * `set_permission_groups`: replaces all groups of a user in one transaction, on behalf of the caller. Refuses by
 * problem type, in this order: the caller's permission (before anything is read), the user, unknown groups, groups
 * that the caller may not assign or revoke. A request that changes nothing writes no event.
 */
export function setPermissionGroups({ store, clock, newId }: GroupDependencies) {
  return async (request: SetPermissionGroups): Promise<GroupsSet> => {
    const { userId, caller } = request;
    refuseWithoutPermission(caller.permissions);
    const operation = requestOperation(request, newId(), clock());
    const after = [...request.groups].sort();

    return retryUntilUnchanged(async () => {
      const [exists, authorization] = await Promise.all([store.hasUser(userId), store.authorizationOf(userId)]);
      if (!exists) throw userNotFound();
      const before = [...(authorization?.groups ?? [])].sort();
      const known = await store.find([...new Set([...before, ...after])]);
      refuseUnknown(request.groups.filter((name) => !known.some((group) => group.name === name)));
      const isChanged = (name: string) => before.includes(name) !== after.includes(name);
      // A deleted group is no longer known: any caller may revoke it.
      const changed = known.filter(({ name }) => isChanged(name));
      refuseUnassignable(changed, caller.permissions);
      const answer: GroupsSet = { userId, before, after };
      if (![...before, ...after].some(isChanged)) return answer;
      const entry = journalEntry(permissionGroupsSetV1, 'set', answer);
      return (await store.write({ userId, authorization, after, changed }, operation, entry)) ? answer : CHANGED;
    });
  };
}
