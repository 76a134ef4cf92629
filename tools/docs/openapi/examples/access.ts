import { adminId, createdAt, userId } from './ids.ts';

const grant = { userId, role: 'readonly', assignedBy: adminId, assignedAt: createdAt };
const auditor = { name: 'auditor', description: 'Reads the audit trail.', permissions: ['audit:read'], builtIn: false };
const inviters = {
  name: 'inviters',
  kind: 'manageable',
  description: 'Invites users into the organization.',
  permissions: ['invitations:create'],
};

export const accessExamples = {
  Grant: grant,
  UserRoles: { userId, roles: [grant] },
  ReplacedRoles: { userId, before: ['user'], after: ['readonly', 'user'] },
  RoleUsersPage: { items: [grant] },
  Role: auditor,
  RoleList: { items: [auditor] },
  PermissionGroup: inviters,
  PermissionGroupList: { items: [inviters] },
  SetPermissionGroupsAnswer: { userId, before: [], after: ['inviters'] },
  MyPermissions: { userId, roles: ['user'], groups: ['inviters'], permissions: ['invitations:create'] },
  CheckAnswer: { allowed: false, reason: 'not_granted' },
  ReplaceRolesRequest: { roles: ['readonly', 'user'] },
  CreateRoleRequest: { name: 'auditor', description: 'Reads the audit trail.', permissions: ['audit:read'] },
  UpdateRoleRequest: { permissions: ['audit:read', 'users:read'] },
  SetPermissionGroupsRequest: { groups: ['inviters'] },
  CheckRequest: { permission: 'audit:read' },
};
