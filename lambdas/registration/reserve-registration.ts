import * as z from 'zod/mini';
import { correlationId, SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import * as contract from '../../contracts/registration.ts';

import type { ReadRolePermissions } from '../domain/authorization/authorization.ts';
import { type RegistrationRecord, reservationOf } from '../domain/registration/record.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { addContext } from '../platform/observability/request-context.ts';
import { describeErrors, parse } from '../platform/parse.ts';
import { type Clock, userIdOf } from '../platform/runtime.ts';
import { failedEntry, operationOf, type RawRequest, startedEntry, validatedEntry } from './events.ts';
import { emailTaken, rolesUnknown } from './rules.ts';
import type { RegistrationStore } from './store.ts';
import { lockEmail, reserveUpdate } from './updates.ts';

const shortText = z.pipe(
  z.string(),
  z.transform((text: string) => text.slice(0, 255)),
);
const texts = z.pipe(
  z.array(z.unknown()),
  z.transform((items: unknown[]) => items.filter((item) => typeof item === 'string')),
);

const rawFields = {
  email: z.catch(z.optional(shortText), undefined),
  name: z.catch(z.optional(shortText), undefined),
  roles: z.catch(texts, []),
  method: z.catch(contract.registrationMethod, 'admin'),
  requestedBy: z.catch(z.uuid(), SYSTEM_ACTOR_ID),
};

/** Never fails: leaves out fields that are missing or of a wrong type. */
export function rawRequestOf(registrationId: string, request: unknown): RawRequest {
  const object = typeof request === 'object' && request !== null && !Array.isArray(request) ? request : {};
  const tolerant = z.object({ ...rawFields, correlationId: z.catch(correlationId, registrationId) });
  return { registrationId, ...z.parse(tolerant, object) };
}

const refused = (failure: contract.Failure): contract.ReserveRegistrationOutput => ({ outcome: 'refused', failure });

/** UserRegistrationStarted is journaled here only when the bus did not take it before (same event id). */
const startedEntries = (raw: RawRequest, announced: boolean): readonly JournalEntry[] =>
  announced ? [] : [startedEntry(raw)];

/** The outcome of an earlier try to reserve or refuse this registration. */
function earlierOutcome(record: RegistrationRecord | undefined): contract.ReserveRegistrationOutput {
  if (record?.failure !== undefined && record.state === 'failed') return refused(record.failure);
  if (record?.validatedAt !== undefined) return { outcome: 'reserved', ...reservationOf(record) };
  throw new Error('the record changed while it was reserved');
}

/** Ends a registration before its user is created: writes the failure to the record, with the terminal event. */
export function refuseRegistration(store: Pick<RegistrationStore, 'find' | 'write'>, table: string) {
  return async (
    raw: RawRequest,
    failure: contract.Failure,
    announced: boolean,
    at: Date,
  ): Promise<contract.ReserveRegistrationOutput> => {
    const { registrationId } = raw;
    const update = reserveUpdate(
      table,
      registrationId,
      { ...raw, userId: userIdOf(registrationId), failure, state: 'failed' },
      at,
    );
    const entries = [...startedEntries(raw, announced), failedEntry(raw, failure, true)];
    const conflict = await store.write([update], operationOf(raw, at), entries);
    return conflict === undefined ? refused(failure) : earlierOutcome(await store.find(registrationId));
  };
}

export interface ReserveDependencies {
  readonly store: RegistrationStore;
  readonly table: string;
  readonly roles: ReadRolePermissions;
  readonly clock: Clock;
}

/** Validates the request, locks the e-mail address and writes the record in one transaction, or refuses the request. */
export function reserveRegistration({ store, table, roles, clock }: ReserveDependencies) {
  const refuse = refuseRegistration(store, table);

  async function reserve(
    raw: RawRequest,
    input: contract.RegisterUserInput,
    announced: boolean,
    at: Date,
  ): Promise<contract.ReserveRegistrationOutput> {
    const { registrationId, correlationId } = raw;
    const registration: contract.Reservation = {
      ...input,
      registrationId,
      userId: userIdOf(registrationId),
      correlationId,
    };
    const fields = { ...registration, state: 'reserved' as const, validatedAt: at.toISOString() };
    const actions = [reserveUpdate(table, registrationId, fields, at), lockEmail(table, registration)];
    const entries = [...startedEntries(raw, announced), validatedEntry(registration)];
    const conflict = await store.write(actions, operationOf(registration, at), entries);
    if (conflict === undefined) return { outcome: 'reserved', ...registration };
    if (conflict.index === 0) return earlierOutcome(await store.find(registrationId));
    return refuse(raw, emailTaken(registration.email), announced, at);
  }

  return async ({
    registrationId,
    request,
    announced,
  }: contract.ReserveRegistrationInput): Promise<contract.ReserveRegistrationOutput> => {
    const at = clock();
    const raw = rawRequestOf(registrationId, request);
    addContext({ correlationId: raw.correlationId });
    const input = parse(contract.registerUserInput, request);
    if (!input.ok) {
      const message = describeErrors(input.errors).slice(0, 1000);
      return refuse(raw, { type: 'validation_error', message, errors: [...input.errors] }, announced, at);
    }
    const { unknown } = await roles(input.value.roles);
    if (unknown.length > 0) return refuse(raw, rolesUnknown(unknown), announced, at);
    return reserve(raw, input.value, announced, at);
  };
}
