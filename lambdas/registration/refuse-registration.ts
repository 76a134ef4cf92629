import type { Failure } from '../../contracts/registration.ts';
import type { Reservation, ReserveRegistrationOutput } from '../../contracts/workflows/register-user.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { userIdOf } from '../platform/ids.ts';
import { failedEntry, startedEntry } from './events.ts';
import type { RawRequest } from './raw-request.ts';
import { type RegistrationRecord, reservationOf } from './record.ts';
import { operationOf, type RegistrationStore } from './store.ts';
import { reserveUpdate } from './updates.ts';

export const reserved = (registration: Reservation): ReserveRegistrationOutput => ({
  outcome: 'reserved',
  ...registration,
});
const refused = (failure: Failure): ReserveRegistrationOutput => ({ outcome: 'refused', failure });

/** The attempt is journaled here only when the bus did not take it before (same event id). */
export const attempt = (raw: RawRequest, announced: boolean): readonly JournalEntry[] =>
  announced ? [] : [startedEntry(raw)];

/** What the record says of an earlier try to reserve or refuse this very registration. */
export function earlierAnswer(record: RegistrationRecord | undefined): ReserveRegistrationOutput {
  if (record?.failure !== undefined && record.state === 'failed') return refused(record.failure);
  if (record?.validatedAt !== undefined) return reserved(reservationOf(record));
  throw new Error('the record changed while it was reserved');
}

/** Ends a registration before anything was made: the record says why, and the terminal event tells it. */
export function refuseRegistration(store: Pick<RegistrationStore, 'find' | 'write'>, table: string) {
  return async (
    raw: RawRequest,
    failure: Failure,
    announced: boolean,
    at: Date,
  ): Promise<ReserveRegistrationOutput> => {
    const { registrationId, method, email, name, requestedBy, correlationId, roles } = raw;
    const userId = userIdOf(registrationId);
    const fields = { registrationId, userId, email, name, roles, method, requestedBy, correlationId, failure };
    const update = reserveUpdate(table, registrationId, { ...fields, state: 'failed' }, at);
    const entries = [...attempt(raw, announced), failedEntry(raw, failure, true)];
    const conflict = await store.write([update], operationOf(raw, at), entries);
    return conflict === undefined ? refused(failure) : earlierAnswer(await store.find(registrationId));
  };
}
