import * as z from 'zod/mini';

/** All permissions. Roles and permission groups are named sets of these, stored in DynamoDB. */
export const permissions = [
  'users:register',
  'users:read',
  'users:disable',
  'users:delete',
  'roles:read',
  'roles:assign',
  'roles:manage',
  'groups:read',
  'groups:assign',
  'authorization:check',
  'registrations:read',
  'registrations:resume',
  'invitations:create',
  'audit:read',
  'sessions:read',
  'sessions:revoke',
] as const;

export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

/** Written by `npm run setup-groups`, which `npm start` and `npm run deploy` run. They change only with Rollcall's version. */
export const builtInRoles: Readonly<Record<string, { description: string; permissions: readonly Permission[] }>> = {
  admin: { description: 'Has every permission.', permissions },
  user: { description: 'A registered user with access to their own account only.', permissions: [] },
  readonly: {
    description: 'Reads everything and changes nothing.',
    permissions: [
      'users:read',
      'roles:read',
      'groups:read',
      'authorization:check',
      'registrations:read',
      'audit:read',
      'sessions:read',
    ],
  },
};
