import type { Failure } from '../../contracts/registration.ts';
import {
  type RegisterUserInput,
  type Reservation,
  type ReserveRegistrationInput,
  type ReserveRegistrationOutput,
  registerUserInput,
} from '../../contracts/workflows/register-user.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import type { Clock } from '../platform/clock.ts';
import { userIdOf } from '../platform/ids.ts';
import type { JournalEntry } from '../platform/journal.ts';
import { describeErrors, parse } from '../platform/parse.ts';
import type { ReadRolePermissions } from '../platform/role-permissions.ts';
import { failedEntry, startedEntry, validatedEntry } from './events.ts';
import { type RawRequest, rawRequestOf } from './raw-request.ts';
import { type RegistrationRecord, recordKey, reservationOf } from './record.ts';
import { emailTaken, rolesUnknown } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';
import { takeEmail } from './updates.ts';

export interface ReserveDependencies {
  readonly store: RegistrationStore;
  readonly table: string;
  readonly roles: ReadRolePermissions;
  readonly clock: Clock;
}

const reserved = (registration: Reservation): ReserveRegistrationOutput => ({ outcome: 'reserved', ...registration });
const refused = (failure: Failure): ReserveRegistrationOutput => ({ outcome: 'refused', failure });

/** What the record says of an earlier try of this very task. */
function earlierAnswer(record: RegistrationRecord | undefined): ReserveRegistrationOutput {
  if (record?.failure !== undefined && record.state === 'failed') return refused(record.failure);
  if (record?.validatedAt !== undefined) return reserved(reservationOf(record));
  throw new Error('the record changed while it was reserved');
}

/**
 * Writes the record as validated or failed. A record that the API admitted is there already, in state
 * `reserved`; one that was started by hand is not. Either way this happens once.
 */
function recordUpdate(
  table: string,
  registrationId: string,
  fields: Readonly<Record<string, unknown>>,
  at: string,
): WriteAction {
  const set = Object.entries({ ...fields, updatedAt: at }).filter(([, value]) => value !== undefined);
  return {
    Update: {
      TableName: table,
      Key: recordKey(registrationId),
      UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}, createdAt = if_not_exists(createdAt, :now), steps = list_append(if_not_exists(steps, :first), :step)`,
      ConditionExpression: 'attribute_not_exists(pk) OR (#state = :reserved AND attribute_not_exists(validatedAt))',
      ExpressionAttributeNames: { ...Object.fromEntries(set.map(([name]) => [`#${name}`, name])), '#state': 'state' },
      ExpressionAttributeValues: {
        ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        ':now': at,
        ':reserved': 'reserved',
        ':first': [{ state: 'reserved', at }],
        ':step': fields.state === 'failed' ? [{ state: 'failed', at }] : [],
      },
    },
  };
}

export function reserveRegistration({ store, table, roles, clock }: ReserveDependencies) {
  async function refuse(
    raw: RawRequest,
    failure: Failure,
    announced: boolean,
    at: Date,
  ): Promise<ReserveRegistrationOutput> {
    const { registrationId, email, name, requestedBy, correlationId } = raw;
    const userId = userIdOf(registrationId);
    const fields = {
      registrationId,
      state: 'failed',
      userId,
      email,
      name,
      roles: raw.roles,
      method: 'admin',
      requestedBy,
      correlationId,
      failure,
    };
    const update = recordUpdate(table, registrationId, fields, at.toISOString());
    const entries = [...attempt(raw, announced), failedEntry(raw, failure, true)];
    const conflict = await store.write([update], operationOf(raw, at), entries);
    return conflict === undefined ? refused(failure) : earlierAnswer(await store.find(registrationId));
  }

  async function reserve(
    raw: RawRequest,
    input: RegisterUserInput,
    announced: boolean,
    at: Date,
  ): Promise<ReserveRegistrationOutput> {
    const { registrationId, correlationId } = raw;
    const registration: Reservation = { ...input, registrationId, userId: userIdOf(registrationId), correlationId };
    const fields = { ...registration, state: 'reserved', validatedAt: at.toISOString() };
    const update = recordUpdate(table, registrationId, fields, at.toISOString());
    const entries = [...attempt(raw, announced), validatedEntry(registration)];
    const conflict = await store.write(
      [update, takeEmail(table, registration)],
      operationOf(registration, at),
      entries,
    );
    if (conflict === undefined) return reserved(registration);
    if (conflict.index === 0) return earlierAnswer(await store.find(registrationId));
    return refuse(raw, emailTaken(registration.email), announced, at);
  }

  return async ({
    registrationId,
    request,
    announced,
  }: ReserveRegistrationInput): Promise<ReserveRegistrationOutput> => {
    const at = clock();
    const raw = rawRequestOf(registrationId, request);
    const input = parse(registerUserInput, request);
    if (!input.ok) {
      const message = describeErrors(input.errors).slice(0, 1000);
      return refuse(raw, { type: 'validation_error', message, errors: [...input.errors] }, announced, at);
    }
    const { unknown } = await roles(input.value.roles);
    if (unknown.length > 0) return refuse(raw, rolesUnknown(unknown), announced, at);
    return reserve(raw, input.value, announced, at);
  };
}

/** The attempt is journaled here only when the bus did not take it before (same event id). */
const attempt = (raw: RawRequest, announced: boolean): readonly JournalEntry[] =>
  announced ? [] : [startedEntry(raw)];
