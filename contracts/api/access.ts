import * as z from 'zod/mini';
import { isoTime, MAX_ROLES, oneLine, roleName, roleNames, userId } from '../fields.ts';
import { groupKind } from '../permission-groups.ts';
import { permission } from '../permissions.ts';
import { storedText } from '../stored.ts';
import { pageQuery } from './page.ts';

const permissionList = z
  .array(permission)
  .check(z.refine((names) => new Set(names).size === names.length, 'names a permission twice'));
const description = z.string().check(z.minLength(1), z.maxLength(255));

export const userRolePath = z.strictObject({ userId, role: roleName });
export const rolePath = z.strictObject({ role: roleName });

/** The caller's reason for revoking a role; it is recorded in the audit trail unchanged. */
export const revokeRoleQuery = z.strictObject({
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(255), oneLine)),
});

export const grant = z.strictObject({ userId, role: storedText, assignedBy: z.uuid(), assignedAt: isoTime });
export type GrantAnswer = z.infer<typeof grant>;
export const userRoles = z.strictObject({ userId, roles: z.array(grant) });
export const roleUsersQuery = pageQuery(100);
export const roleUsersPage = z.strictObject({ items: z.array(grant), nextCursor: z.optional(z.string()) });

/** Replaces all roles of the user; `[]` revokes all. */
export const replaceRolesRequest = z.strictObject({ roles: roleNames });
export const replacedRoles = z.strictObject({ userId, before: z.array(storedText), after: z.array(storedText) });

export const role = z.strictObject({
  name: storedText,
  description: storedText,
  permissions: z.array(permission),
  builtIn: z.boolean(),
});
export type Role = z.infer<typeof role>;
export const roleList = z.strictObject({ items: z.array(role) });
export const createRoleRequest = z.strictObject({ name: roleName, description, permissions: permissionList });
/** Absent fields stay unchanged; at least one is required. */
export const updateRoleRequest = z
  .strictObject({ description: z.optional(description), permissions: z.optional(permissionList) })
  .check(
    z.refine(
      (change) => change.description !== undefined || change.permissions !== undefined,
      'has no change; send description or permissions',
    ),
  );

// contracts/permission-groups.ts has the names; an unknown one is refused with 400, which names it.
const groupName = roleName;
export const permissionGroup = z.strictObject({
  name: storedText,
  kind: groupKind,
  description: storedText,
  permissions: z.array(permission),
});
export type PermissionGroup = z.infer<typeof permissionGroup>;
export const permissionGroupList = z.strictObject({ items: z.array(permissionGroup) });
const groupNames = z.array(groupName).check(
  z.maxLength(MAX_ROLES),
  z.refine((names) => new Set(names).size === names.length, 'names a group twice'),
);
/** Replaces all groups of the user; groups that the caller may not assign must stay unchanged. */
export const setPermissionGroupsRequest = z.strictObject({ groups: groupNames });
export const setPermissionGroupsAnswer = z.strictObject({
  userId,
  before: z.array(storedText),
  after: z.array(storedText),
});

export const myPermissions = z.strictObject({
  userId,
  roles: z.array(storedText),
  groups: z.array(storedText),
  permissions: z.array(permission),
});

/** `userId`: the caller by default; another user only with `authorization:check`. */
export const checkRequest = z.strictObject({
  userId: z.optional(userId),
  permission,
  organizationId: z.optional(z.uuid()),
});
/** `allowed` is false when the permissions could not be read (`unavailable`). */
export const checkReason = z.enum(['granted', 'not_granted', 'no_access', 'unknown_organization', 'unavailable']);
export const checkAnswer = z.strictObject({ allowed: z.boolean(), reason: checkReason });
