import type { World } from './world.ts';

/**
 * Stands in for the daily reconciler: a creation that hung until its function was dead, and landed after the
 * rollback, leaves a user whom only somebody who compares pool and records can find.
 */
export function reconcile({ database, faults, pool }: World): void {
  if (!faults.landsLate('AdminCreateUser')) return;
  for (const { state, userId } of database.table('registrations').items) {
    if (state === 'rolled_back') pool.users.delete(String(userId));
  }
}
