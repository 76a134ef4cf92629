import type { DeferRolesOutput, Reservation, TaskError } from '../../contracts/workflows/register-user.ts';
import type { Clock } from '../platform/clock.ts';
import { transientStatusOf } from '../platform/errors.ts';
import { nextAttemptAt } from './due.ts';
import { deferredEntry, registeredEntry } from './events.ts';
import { setStatus, userOf } from './grant-roles.ts';
import { operationOf, type RegistrationStore } from './store.ts';

export interface DeferDependencies {
  readonly store: RegistrationStore;
  readonly usersTable: string;
  readonly clock: Clock;
}

/**
 * Keeps the user and announces her without her roles, which follow later. When the roles turn out to
 * be given already (an earlier answer was lost), she is active and nothing is deferred.
 */
export function deferRoles({ store, usersTable, clock }: DeferDependencies) {
  return async ({
    registration,
    failure,
  }: {
    registration: Reservation;
    failure: TaskError;
  }): Promise<DeferRolesOutput> => {
    const at = clock();
    const { registrationId, userId } = registration;
    const status = transientStatusOf(failure.Cause);
    const next = nextAttemptAt(1, at);
    const changes = { transientStatus: status, attempts: 1, nextAttemptAt: next };
    const entries = [deferredEntry(registration, status, 1, next), registeredEntry(registration, 'roles_pending')];
    const conflict = await store.move(
      { registrationId, state: 'roles_pending', at, changes },
      [setStatus(usersTable, userId, 'roles_pending')],
      operationOf(registration, at),
      entries,
    );
    const record = conflict === undefined ? undefined : await store.find(registrationId);
    const known = conflict === undefined || record?.state === 'roles_pending' || record?.state === 'registered';
    if (!known) throw new Error(`the roles cannot be deferred in state ${record?.state}`);
    return {
      outcome: 'deferred',
      status,
      user: userOf(registration, record?.state === 'registered' ? 'active' : 'roles_pending'),
    };
  };
}
