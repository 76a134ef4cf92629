import { revokeRoleQuery, rolePath, roleUsersQuery, userRolePath } from '../access.ts';
import type { accessRoutes } from '../routes/access.ts';
import { userPath } from '../users.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Roles and permission groups';
const events = 'Every attempt and its outcome are published as events, also when it is refused.';

export const accessOperations: OperationTexts<typeof accessRoutes> = {
  getUserRoles: {
    tag,
    summary: 'List the roles of a user',
    description: 'Each with the user who assigned it and the time.',
    path: userPath,
    successes: [{ status: 200, description: 'The roles, by name.', schema: 'UserRoles' }],
    problems: ['user_not_found'],
  },
  replaceUserRoles: {
    tag,
    summary: 'Replace the roles of a user',
    description: `Applies all changes or none. Checks in this order: the permission, the user, the roles. ${events}`,
    path: userPath,
    body: 'ReplaceRolesRequest',
    idempotencyKey: true,
    successes: [{ status: 200, description: 'The roles before and after.', schema: 'ReplacedRoles' }],
    problems: ['user_not_found', 'unknown_roles', 'last_admin', 'idempotency_key_reused'],
  },
  assignRole: {
    tag,
    summary: 'Assign a role',
    description: `The role is in force from the next request of the user. The caller needs every permission of the role. ${events}`,
    path: userRolePath,
    idempotencyKey: true,
    successes: [{ status: 200, description: 'The assigned role.', schema: 'Grant' }],
    problems: ['user_not_found', 'role_not_found', 'already_has_role', 'idempotency_key_reused'],
  },
  revokeRole: {
    tag,
    summary: 'Revoke a role',
    description: `The next request of the user no longer has the permissions of the role. A user who loses the role \`admin\` is signed out. ${events}`,
    path: userRolePath,
    query: revokeRoleQuery,
    idempotencyKey: true,
    successes: [{ status: 204, description: 'The role is revoked.' }],
    problems: ['user_not_found', 'does_not_have_role', 'last_admin', 'idempotency_key_reused'],
  },
  listRoles: {
    tag,
    summary: 'List roles',
    description: 'By name, each with its permissions.',
    successes: [{ status: 200, description: 'All roles.', schema: 'RoleList' }],
  },
  createRole: {
    tag,
    summary: 'Create a role',
    description: 'A role is a named set of permissions. The caller needs every permission of the role.',
    body: 'CreateRoleRequest',
    idempotencyKey: true,
    successes: [{ status: 201, description: 'The created role.', schema: 'Role', location: 'the roles' }],
    problems: ['role_exists', 'role_in_use', 'idempotency_key_reused'],
  },
  updateRole: {
    tag,
    summary: 'Update a role',
    description:
      'Changes the description, the permissions or both. It is in force for every user with the role within 5 seconds. Built-in roles cannot be changed. The caller needs every permission of the role, before and after the change.',
    path: rolePath,
    body: 'UpdateRoleRequest',
    successes: [{ status: 200, description: 'The updated role.', schema: 'Role' }],
    problems: ['role_not_found', 'built_in_role'],
  },
  deleteRole: {
    tag,
    summary: 'Delete a role',
    description:
      'Revoke it from all users first. Built-in roles cannot be deleted. The caller needs every permission of the role.',
    path: rolePath,
    successes: [{ status: 204, description: 'The role is deleted.' }],
    problems: ['role_not_found', 'built_in_role', 'role_in_use'],
  },
  listRoleUsers: {
    tag,
    summary: 'List the users with a role',
    description: 'Newest assignment first.',
    path: rolePath,
    query: roleUsersQuery,
    successes: [{ status: 200, description: 'A page of assignments.', schema: 'RoleUsersPage' }],
    problems: ['role_not_found'],
  },
  listPermissionGroups: {
    tag,
    summary: 'List permission groups',
    description: 'Groups of subscriptions, of the platform, and those that admins of organizations assign.',
    successes: [{ status: 200, description: 'All groups, by name.', schema: 'PermissionGroupList' }],
  },
  listManageableGroups: {
    tag,
    summary: 'List assignable permission groups',
    description: 'The manageable groups whose permissions the caller has.',
    successes: [{ status: 200, description: 'The groups, by name.', schema: 'PermissionGroupList' }],
  },
  setPermissionGroups: {
    tag,
    summary: 'Replace the permission groups of a user',
    description:
      'Groups that the caller may not assign must stay unchanged. Groups of subscriptions cannot be assigned.',
    path: userPath,
    body: 'SetPermissionGroupsRequest',
    successes: [{ status: 200, description: 'The groups before and after.', schema: 'SetPermissionGroupsAnswer' }],
    problems: ['user_not_found', 'unknown_groups'],
  },
  getMyPermissions: {
    tag,
    summary: 'Get your permissions',
    description: 'Your roles, your permission groups and the permissions of both.',
    successes: [{ status: 200, description: 'Your permissions.', schema: 'MyPermissions' }],
  },
  checkAuthorization: {
    tag,
    summary: 'Check a permission',
    description:
      'Your own, or with `authorization:check` of any user. The answer is `allowed: false` when the permissions cannot be read. Organizations do not exist yet: every `organizationId` is unknown.',
    body: 'CheckRequest',
    successes: [{ status: 200, description: 'The decision and its reason.', schema: 'CheckAnswer' }],
    problems: ['not_allowed'],
  },
};
