import type { Actor } from '../../contracts/events/define-event.ts';
import type { DeferRolesOutput, Failure, Reservation, TaskError } from '../../contracts/registration.ts';
import { type RegistrationRecord, reservationOf } from '../domain/registration/record.ts';
import { Transient, transientStatusOf } from '../platform/errors.ts';
import type { Clock } from '../platform/runtime.ts';
import { alertEntry, deferredEntry, operationOf, registeredEntry, roleFailed } from './events.ts';
import { type GrantDependencies, grantRoles, setStatus, userOf } from './grant-roles.ts';
import { roleRefusalOf } from './rules.ts';
import { findRecord, type RegistrationStore } from './store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

// Deferred roles are due after 1, 5, 15 and 60 minutes, then hourly, up to 24 hours.
const WAITS_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
const GIVE_UP_AFTER_MS = 24 * HOUR_MS;

/** When the roles are due again after `attempt` (1 is the first) failed at `now`. */
export const nextAttemptAt = (attempt: number, now: Date): string =>
  new Date(now.getTime() + (WAITS_MS[attempt - 1] ?? HOUR_MS)).toISOString();

/** True when the roles have been pending for so long that an operator must look. */
export const hasTimedOut = (pendingSince: string, now: Date): boolean =>
  now.getTime() - Date.parse(pendingSince) >= GIVE_UP_AFTER_MS;

export interface DeferDependencies {
  readonly store: RegistrationStore;
  readonly usersTable: string;
  readonly clock: Clock;
}

/**
 * Keeps the user and announces them without their roles, which follow later. When the roles are granted
 * already (an earlier answer was lost), the user is active and nothing is deferred.
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
    const conflict = await store.transition(
      { registrationId, state: 'roles_pending', at, changes },
      [setStatus(usersTable, userId, 'roles_pending')],
      operationOf(registration, at),
      entries,
    );
    const state = conflict === undefined ? 'roles_pending' : (await store.find(registrationId))?.state;
    if (state !== 'roles_pending' && state !== 'registered')
      throw new Error(`the roles cannot be deferred in state ${state}`);
    return {
      outcome: 'deferred',
      status,
      user: userOf(registration, state === 'registered' ? 'active' : 'roles_pending'),
    };
  };
}

/**
 * Tries once more to grant roles that were deferred. A definitive refusal at this late time does not
 * delete the user, who has been announced: the operator decides. Returns the record as it is then.
 */
export function completeRoles(deps: GrantDependencies & { readonly clock: Clock }) {
  const { store, usersTable, clock } = deps;
  const grant = grantRoles(deps);

  async function deferAgain(record: RegistrationRecord, actor: Actor, { status }: Transient): Promise<void> {
    const at = clock();
    const { registrationId, attempts: before = 1 } = record;
    const attempts = before + 1;
    const next = nextAttemptAt(attempts, at);
    const update = { registrationId, at, changes: { transientStatus: status, attempts, nextAttemptAt: next } };
    const entry = deferredEntry(reservationOf(record), status, attempts, next);
    await store.updatePendingRoles(update, before, { ...operationOf(record, at), actor }, [entry]);
  }

  async function refuse(record: RegistrationRecord, actor: Actor, failure: Failure): Promise<void> {
    const at = clock();
    const registration = reservationOf(record);
    const { registrationId, userId, roles } = registration;
    const title = `The deferred roles of user ${userId} were refused: ${failure.message}`;
    await store.transition(
      { registrationId, state: 'roles_refused', at, changes: { failure } },
      [setStatus(usersTable, userId, 'roles_refused')],
      { ...operationOf(record, at), actor },
      [
        ...roles.map((role) => roleFailed(registration, role, roleRefusalOf(role, failure))),
        alertEntry(registration, 'roles-refused', 'warning', title),
      ],
    );
  }

  return async (record: RegistrationRecord, actor: Actor): Promise<RegistrationRecord> => {
    const operation = { ...operationOf(record, clock()), actor };
    try {
      const registration = reservationOf(record);
      const outcome = await grant(registration, { from: 'roles_pending', operation, since: record.createdAt });
      if (outcome.outcome === 'refused') await refuse(record, actor, outcome.failure);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      await deferAgain(record, actor, error);
    }
    return findRecord(store, record.registrationId);
  };
}

/** Leaves roles that were pending for a day to an operator: raises an alert, and the sweeper tries no more. */
export function giveUpOnRoles(store: Pick<RegistrationStore, 'updatePendingRoles'>, clock: Clock) {
  return async (record: RegistrationRecord): Promise<void> => {
    const at = clock();
    const { registrationId, userId, attempts = 1 } = record;
    const registration = reservationOf(record);
    const title = `The roles of user ${userId} are pending for 24 hours; resume the registration by hand.`;
    const entry = alertEntry(registration, 'roles-pending', 'critical', title);
    // Without a next attempt the record leaves the sweeper's list; resuming by hand stays possible.
    await store.updatePendingRoles({ registrationId, at }, attempts, operationOf(registration, at), [entry]);
  };
}

/** Ends the pending roles of a user who was deleted meanwhile: each attempt has its outcome, without an alert. */
export function failRolesOfDeletedUser(store: Pick<RegistrationStore, 'transition'>, clock: Clock) {
  return async (record: RegistrationRecord): Promise<void> => {
    const at = clock();
    const registration = reservationOf(record);
    const entries = registration.roles.map((role) => roleFailed(registration, role, 'user_not_found'));
    const transition = { registrationId: record.registrationId, state: 'roles_refused', at } as const;
    // A conflict means that an earlier sweep did this.
    await store.transition(transition, [], operationOf(registration, at), entries);
  };
}
