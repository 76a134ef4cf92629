import { type PermissionGroup, setPermissionGroupsRequest } from '../../../contracts/api/access.ts';
import { userPath } from '../../../contracts/api/users.ts';
import type { GroupItem } from '../../../contracts/internal/access-items.ts';
import { permissions as allPermissions } from '../../../contracts/permissions.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { readBody, readPath } from '../../platform/api/request.ts';
import { manageableBy } from './rules.ts';
import { type SetGroupsDependencies, setPermissionGroups } from './set-permission-groups.ts';

export interface GroupDependencies extends SetGroupsDependencies {
  /** All groups, by name. */
  readonly list: () => Promise<readonly GroupItem[]>;
}

const toGroup = ({ name, kind, description, permissions }: GroupItem): PermissionGroup => ({
  name,
  kind,
  description,
  // What this version does not know is left out.
  permissions: allPermissions.filter((permission) => permissions.includes(permission)),
});

/** The routes about permission groups. */
export function groupEndpoints(deps: GroupDependencies) {
  const set = setPermissionGroups(deps);
  const shown = (groups: readonly GroupItem[]) => ({ status: 200, body: { items: groups.map(toGroup) } });

  return {
    listPermissionGroups: async () => shown(await deps.list()),

    listManageableGroups: async ({ caller }) => shown(manageableBy(await deps.list(), caller.permissions)),

    setPermissionGroups: async (request) => ({
      status: 200,
      body: await set({
        ...request,
        ...readPath(request, userPath),
        ...readBody(request, setPermissionGroupsRequest),
      }),
    }),
  } satisfies Record<string, Endpoint>;
}
