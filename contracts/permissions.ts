import * as z from 'zod/mini';

/** What a caller may be allowed to do. Roles are named sets of these, kept in DynamoDB. */
export const permissions = [
  'users:register',
  'users:read',
  'users:disable',
  'users:delete',
  'roles:assign',
  'registrations:read',
  'registrations:resume',
  'invitations:create',
  'audit:read',
] as const;

export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

/** Seeded by `npm start` and `npm run deploy`; they cannot be deleted. */
export const builtInRoles: Readonly<Record<string, { description: string; permissions: readonly Permission[] }>> = {
  admin: { description: 'May do everything.', permissions },
  user: { description: 'A registered person; nothing beyond her own account.', permissions: [] },
  readonly: {
    description: 'May look at everything and change nothing.',
    permissions: ['users:read', 'registrations:read', 'audit:read'],
  },
};
