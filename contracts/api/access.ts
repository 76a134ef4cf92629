import * as z from 'zod/mini';
import { isoTime, MAX_ROLES, roleName, roleNames, userId } from '../fields.ts';
import { groupKind } from '../permission-groups.ts';
import { permission } from '../permissions.ts';
import { pageQuery } from './page.ts';

const permissionList = z
  .array(permission)
  .check(z.refine((names) => new Set(names).size === names.length, 'names a permission twice'));
const description = z.string().check(z.minLength(1), z.maxLength(255));

export const userRolePath = z.strictObject({ userId, role: roleName });
export const rolePath = z.strictObject({ role: roleName });

/** Why a role is taken away, in the caller's words; it goes into the trail as it is. */
export const revokeRoleQuery = z.strictObject({
  reason: z.optional(
    z
      .string()
      .check(z.minLength(1), z.maxLength(255), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line of text')),
  ),
});

export const grant = z.strictObject({ userId, role: roleName, assignedBy: z.uuid(), assignedAt: isoTime });
export type GrantAnswer = z.infer<typeof grant>;
export const userRoles = z.strictObject({ userId, roles: z.array(grant) });
export const roleUsersQuery = pageQuery(100);
export const roleUsersPage = z.strictObject({ items: z.array(grant), nextCursor: z.optional(z.string()) });

/** Replaces every role of the user; `[]` takes all away. */
export const replaceRolesRequest = z.strictObject({ roles: roleNames });
export const replacedRoles = z.strictObject({ userId, before: roleNames, after: roleNames });

export const role = z.strictObject({
  name: roleName,
  description: z.string(),
  permissions: z.array(permission),
  builtIn: z.boolean(),
});
export type Role = z.infer<typeof role>;
export const roleList = z.strictObject({ items: z.array(role) });
export const createRoleRequest = z.strictObject({ name: roleName, description, permissions: permissionList });
/** What is not named stays; one of both at least. */
export const updateRoleRequest = z
  .strictObject({ description: z.optional(description), permissions: z.optional(permissionList) })
  .check(
    z.refine(
      (change) => change.description !== undefined || change.permissions !== undefined,
      'names nothing to change; send description or permissions',
    ),
  );

// Names are of contracts/permission-groups.ts; an unknown one is refused by name, with 400.
const groupName = roleName;
export const permissionGroup = z.strictObject({
  name: groupName,
  kind: groupKind,
  description: z.string(),
  permissions: z.array(permission),
});
export type PermissionGroup = z.infer<typeof permissionGroup>;
export const permissionGroupList = z.strictObject({ items: z.array(permissionGroup) });
const groupNames = z.array(groupName).check(
  z.maxLength(MAX_ROLES),
  z.refine((names) => new Set(names).size === names.length, 'names a group twice'),
);
/** Replaces every group of the user; groups that the caller may not hand out must stay as they are. */
export const setPermissionGroupsRequest = z.strictObject({ groups: groupNames });
export const setPermissionGroupsAnswer = z.strictObject({ userId, before: groupNames, after: groupNames });

export const myPermissions = z.strictObject({
  userId,
  roles: z.array(roleName),
  groups: z.array(groupName),
  permissions: z.array(permission),
});

/** `userId`: the caller where absent; of somebody else only with `authorization:check`. */
export const checkRequest = z.strictObject({
  userId: z.optional(userId),
  permission,
  organizationId: z.optional(z.uuid()),
});
/** What could not be found out is not allowed. */
export const checkReason = z.enum(['granted', 'not_granted', 'no_access', 'unknown_organization', 'unavailable']);
export const checkAnswer = z.strictObject({ allowed: z.boolean(), reason: checkReason });
