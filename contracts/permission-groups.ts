import * as z from 'zod/mini';
import type { Permission } from './permissions.ts';

/**
 *   subscription  one per plan; follows the organization's subscription and cannot be assigned by hand
 *   system        for the operators of the platform; assigned by platform admins
 *   manageable    may be assigned by the admins of organizations (`get_groups_manageable_by_users`)
 */
export const groupKind = z.enum(['subscription', 'system', 'manageable']);
export type GroupKind = z.infer<typeof groupKind>;

interface GroupDefinition {
  readonly kind: GroupKind;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** Every permission group; `npm run setup-groups` writes them, and running it again changes nothing. */
export const permissionGroups: Readonly<Record<string, GroupDefinition>> = {
  'plan-free': { kind: 'subscription', description: 'Organizations without a paid plan.', permissions: [] },
  'plan-team': {
    kind: 'subscription',
    description: 'Organizations with the team plan.',
    permissions: ['invitations:create'],
  },
  'plan-enterprise': {
    kind: 'subscription',
    description: 'Organizations with the enterprise plan.',
    permissions: ['invitations:create', 'audit:read'],
  },
  support: {
    kind: 'system',
    description: 'Supports users: reads users and registrations, changes nothing.',
    permissions: ['users:read', 'roles:read', 'groups:read', 'registrations:read'],
  },
  operations: {
    kind: 'system',
    description: 'Operates the platform: resumes registrations, disables and enables users.',
    permissions: ['users:read', 'users:disable', 'registrations:read', 'registrations:resume', 'audit:read'],
  },
  members: { kind: 'manageable', description: 'Members of the organization.', permissions: [] },
  inviters: {
    kind: 'manageable',
    description: 'Invites users into the organization.',
    permissions: ['invitations:create'],
  },
  auditors: { kind: 'manageable', description: 'Reads the audit trail.', permissions: ['audit:read'] },
};
