import { type PermissionGroup, setPermissionGroupsRequest } from '../../../contracts/api/access.ts';
import { userPath } from '../../../contracts/api/users.ts';
import type { GroupItem } from '../../../contracts/internal/access-items.ts';
import { permissions as allPermissions } from '../../../contracts/permissions.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { readBody, readPath } from '../../platform/api/endpoint.ts';
import { manageableBy } from './rules.ts';
import { type GroupDependencies, setPermissionGroups } from './set-permission-groups.ts';

const toGroup = ({ name, kind, description, permissions }: GroupItem): PermissionGroup => ({
  name,
  kind,
  description,
  // A permission that this version does not know is left out.
  permissions: allPermissions.filter((permission) => permissions.includes(permission)),
});

/** The routes of permission groups. */
export function groupEndpoints(deps: GroupDependencies) {
  const setGroups = setPermissionGroups(deps);
  const answer = (groups: readonly GroupItem[]) => ({ status: 200, body: { items: groups.map(toGroup) } });

  return {
    listPermissionGroups: async () => answer(await deps.store.list()),

    listManageableGroups: async ({ caller }) => answer(manageableBy(await deps.store.list(), caller.permissions)),

    setPermissionGroups: async (request) => ({
      status: 200,
      body: await setGroups({
        ...request,
        ...readPath(request, userPath),
        ...readBody(request, setPermissionGroupsRequest),
      }),
    }),
  } satisfies Record<string, Endpoint>;
}
