import * as z from 'zod/mini';

/** What a caller may be allowed to do. Roles and permission groups are named sets of these, kept in DynamoDB. */
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

/** Written by `npm run setup-groups`, which `npm start` and `npm run deploy` run; they change with Rollcall's version only. */
export const builtInRoles: Readonly<Record<string, { description: string; permissions: readonly Permission[] }>> = {
  admin: { description: 'May do everything.', permissions },
  user: { description: 'A registered person; nothing beyond her own account.', permissions: [] },
  readonly: {
    description: 'May look at everything and change nothing.',
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
