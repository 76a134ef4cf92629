import type { Clock } from '../platform/clock.ts';
import { roleFailed } from './events.ts';
import { type RegistrationRecord, reservationOf } from './record.ts';
import { operationOf, type RegistrationStore } from './store.ts';

/** Ends the pending roles of a user who was deleted meanwhile: each attempt has its outcome, nobody is alarmed. */
export function closeRoles(store: Pick<RegistrationStore, 'move'>, clock: Clock) {
  return async (record: RegistrationRecord): Promise<void> => {
    const at = clock();
    const { registrationId } = record;
    const registration = reservationOf(record);
    const entries = registration.roles.map((role) => roleFailed(registration, role, 'user_not_found'));
    // A conflict means that an earlier sweep did this.
    await store.move({ registrationId, state: 'roles_refused', at }, [], operationOf(registration, at), entries);
  };
}
