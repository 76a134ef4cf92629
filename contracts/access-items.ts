import type { Permission } from './permissions.ts';

/** A role's item in the access table, which the seed writes and the authorizer reads. */
export interface RoleItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Built-in roles cannot be deleted. */
  readonly builtIn: boolean;
}

export const roleKey = (role: string) => ({ pk: `ROLE#${role}`, sk: 'ROLE' });
