import type { Clock } from '../platform/clock.ts';
import { alertEntry } from './events.ts';
import { type RegistrationRecord, reservationOf } from './record.ts';
import { operationOf, type RegistrationStore } from './store.ts';

/** Leaves roles that were pending for a day to a person: the sweeper forgets them, operators are told. */
export function giveUpOnRoles(store: Pick<RegistrationStore, 'note'>, clock: Clock) {
  return async (record: RegistrationRecord): Promise<void> => {
    const at = clock();
    const { registrationId, userId, attempts = 1 } = record;
    const registration = reservationOf(record);
    const title = `The roles of user ${userId} are pending for 24 hours; resume the registration by hand.`;
    const entry = alertEntry(registration, 'roles-pending', 'critical', title);
    // Without a next attempt the record leaves the sweeper's list; resuming by hand stays possible.
    await store.note({ registrationId, at }, attempts, operationOf(registration, at), [entry]);
  };
}
