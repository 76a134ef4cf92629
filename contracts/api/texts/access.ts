import { revokeRoleQuery, rolePath, roleUsersQuery, userRolePath } from '../access.ts';
import type { accessRoutes } from '../routes/access.ts';
import { userPath } from '../users.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Roles';
const told = 'Every attempt is told, with its outcome, also when it is refused.';

export const accessOperations: OperationTexts<typeof accessRoutes> = {
  getUserRoles: {
    tag,
    summary: 'Shows the roles of a user',
    description: 'Each with who gave it, and when.',
    path: userPath,
    successes: [{ status: 200, description: 'The roles, by name.', schema: 'UserRoles' }],
    problems: ['user_not_found'],
  },
  replaceUserRoles: {
    tag,
    summary: 'Replaces all roles of a user',
    description: `All changes or none. Refuses in this order: your permission, the user, the roles. ${told}`,
    path: userPath,
    body: 'ReplaceRolesRequest',
    idempotencyKey: true,
    successes: [{ status: 200, description: 'The roles before and after.', schema: 'ReplacedRoles' }],
    problems: ['user_not_found', 'unknown_roles', 'last_admin', 'idempotency_key_reused'],
  },
  assignRole: {
    tag,
    summary: 'Gives a user a role',
    description: `It counts from her next request on. Nobody gives a role that holds more than her own. ${told}`,
    path: userRolePath,
    idempotencyKey: true,
    successes: [{ status: 200, description: 'The role is given.', schema: 'Grant' }],
    problems: ['user_not_found', 'role_not_found', 'already_has_role', 'idempotency_key_reused'],
  },
  revokeRole: {
    tag,
    summary: 'Takes a role from a user',
    description: `Her next request is refused what only this role allowed. An admin who loses her role is signed out. ${told}`,
    path: userRolePath,
    query: revokeRoleQuery,
    idempotencyKey: true,
    successes: [{ status: 204, description: 'The role is taken away.' }],
    problems: ['user_not_found', 'does_not_have_role', 'last_admin', 'idempotency_key_reused'],
  },
  listRoles: {
    tag,
    summary: 'Lists the roles that there are',
    description: 'By name, each with what it allows.',
    successes: [{ status: 200, description: 'Every role.', schema: 'RoleList' }],
  },
  createRole: {
    tag,
    summary: 'Makes a role',
    description: 'A role is a named set of permissions. Nobody makes a role that holds more than her own.',
    body: 'CreateRoleRequest',
    idempotencyKey: true,
    successes: [{ status: 201, description: 'The role.', schema: 'Role', location: 'the roles' }],
    problems: ['role_exists', 'role_in_use', 'idempotency_key_reused'],
  },
  updateRole: {
    tag,
    summary: 'Changes what a role says or allows',
    description:
      'It counts within 5 seconds for everybody who holds the role. Built-in roles stay as they are, and nobody changes a role that holds more than her own.',
    path: rolePath,
    body: 'UpdateRoleRequest',
    successes: [{ status: 200, description: 'The role as it is now.', schema: 'Role' }],
    problems: ['role_not_found', 'built_in_role'],
  },
  deleteRole: {
    tag,
    summary: 'Deletes a role that nobody holds',
    description:
      'Take it from its holders first. Built-in roles stay, and nobody deletes a role that holds more than her own.',
    path: rolePath,
    successes: [{ status: 204, description: 'The role is gone.' }],
    problems: ['role_not_found', 'built_in_role', 'role_in_use'],
  },
  listRoleUsers: {
    tag,
    summary: 'Lists who holds a role',
    description: 'Newest first.',
    path: rolePath,
    query: roleUsersQuery,
    successes: [{ status: 200, description: 'A page of grants.', schema: 'RoleUsersPage' }],
    problems: ['role_not_found'],
  },
  listPermissionGroups: {
    tag,
    summary: 'Lists the permission groups',
    description: 'Groups of subscriptions, of the system, and those that users may hand out.',
    successes: [{ status: 200, description: 'Every group, by name.', schema: 'PermissionGroupList' }],
  },
  listManageableGroups: {
    tag,
    summary: 'Lists the groups that you may hand out',
    description: 'Of the groups that users manage, those that hold no more than you do.',
    successes: [{ status: 200, description: 'The groups, by name.', schema: 'PermissionGroupList' }],
  },
  setPermissionGroups: {
    tag,
    summary: 'Sets the permission groups of a user',
    description:
      'Replaces all of them. Groups that you may not hand out must stay as they are; those of subscriptions nobody sets.',
    path: userPath,
    body: 'SetPermissionGroupsRequest',
    successes: [{ status: 200, description: 'The groups before and after.', schema: 'SetPermissionGroupsAnswer' }],
    problems: ['user_not_found', 'unknown_groups'],
  },
  getMyPermissions: {
    tag,
    summary: 'Tells what you may do',
    description: 'Your roles, your groups, and what they allow together.',
    successes: [{ status: 200, description: 'What you may do.', schema: 'MyPermissions' }],
  },
  checkAuthorization: {
    tag,
    summary: 'Tells whether somebody may do something',
    description:
      'About yourself, or with `authorization:check` about anybody. What cannot be found out is not allowed. No organization exists yet: any `organizationId` is unknown.',
    body: 'CheckRequest',
    successes: [{ status: 200, description: 'Whether, and why.', schema: 'CheckAnswer' }],
    problems: ['not_allowed'],
  },
};
