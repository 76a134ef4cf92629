import type { RegistrationState, Reservation } from '../../contracts/registration.ts';
import { dueIn, emailLockKey, type RegistrationRecord, recordKey } from '../domain/registration/record.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';
import { statesBefore } from './rules.ts';

/** A state transition of a record, with the other fields that change. */
export interface Transition {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly at: Date;
  readonly changes?: Readonly<Partial<RegistrationRecord>>;
  /** The states that allow it; by default all from which rules.ts allows it. */
  readonly from?: readonly RegistrationState[];
}

const defined = (changes: object): readonly (readonly [string, unknown])[] =>
  Object.entries(changes).filter(([, value]) => value !== undefined);

/** An update's SET and REMOVE, with the record's place in the sweeper's list (domain/registration/record.ts). */
function assignments(changes: Readonly<Partial<RegistrationRecord>>, state: RegistrationState, at: Date) {
  const due = dueIn(state, at, changes.nextAttemptAt);
  const fields = defined({ ...changes, ...due, updatedAt: at.toISOString() });
  return {
    remove: due.dueList === undefined ? ' REMOVE dueList, dueAt' : '',
    set: fields.map(([name]) => `#${name} = :${name}`).join(', '),
    names: fields.map(([name]) => [`#${name}`, name] as const),
    values: fields.map(([name, value]) => [`:${name}`, value] as const),
  };
}

/** The update of a transition, conditional on the state: a late or repeated one changes nothing. */
export function transitionUpdate(table: string, { registrationId, state, at, changes = {}, from }: Transition) {
  const states = from ?? statesBefore(state);
  const time = at.toISOString();
  const { set, remove, names, values } = assignments({ ...changes, state }, state, at);
  return {
    TableName: table,
    Key: recordKey(registrationId),
    UpdateExpression: `SET ${set}, steps = list_append(steps, :step)${remove}`,
    ConditionExpression: `#state IN (${states.map((_, index) => `:from${index}`).join(', ')})`,
    ExpressionAttributeNames: Object.fromEntries([['#state', 'state'], ...names]),
    ExpressionAttributeValues: Object.fromEntries([
      ...values,
      [':step', [{ state, at: time }]],
      ...states.map((name, index) => [`:from${index}`, name]),
    ]),
  };
}

/** A record's fields when it is reserved or refused; undefined ones are left out. */
type ReservationFields = { readonly state: 'reserved' | 'failed' } & {
  readonly [Field in keyof RegistrationRecord]?: RegistrationRecord[Field] | undefined;
};

/**
 * Writes the record as validated or failed. A record that the API admitted is there already, in state
 * `reserved`; one that was started by hand is not. Either way this happens once.
 */
export function reserveUpdate(table: string, registrationId: string, fields: ReservationFields, at: Date): WriteAction {
  const { set, remove, names, values } = assignments(fields as Partial<RegistrationRecord>, fields.state, at);
  const time = at.toISOString();
  const steps = 'steps = list_append(if_not_exists(steps, :first), :step)';
  return {
    Update: {
      TableName: table,
      Key: recordKey(registrationId),
      UpdateExpression: `SET ${set}, createdAt = if_not_exists(createdAt, :now), ${steps}${remove}`,
      ConditionExpression: 'attribute_not_exists(pk) OR (#state = :reserved AND attribute_not_exists(validatedAt))',
      ExpressionAttributeNames: Object.fromEntries(names),
      ExpressionAttributeValues: {
        ...Object.fromEntries(values),
        ':now': time,
        ':reserved': 'reserved',
        ':first': [{ state: 'reserved', at: time }],
        ':step': fields.state === 'failed' ? [{ state: 'failed', at: time }] : [],
      },
    },
  };
}

/** The update of a registration whose roles stay pending, once an attempt. */
export function pendingRolesUpdate(
  table: string,
  { registrationId, at, changes = {} }: Omit<Transition, 'state'>,
  attempts: number,
) {
  const { set, remove, names, values } = assignments(changes, 'roles_pending', at);
  return {
    TableName: table,
    Key: recordKey(registrationId),
    UpdateExpression: `SET ${set}${remove}`,
    ConditionExpression: '#state = :pending AND #attempts = :before',
    ExpressionAttributeNames: Object.fromEntries([...names, ['#state', 'state'], ['#attempts', 'attempts']]),
    ExpressionAttributeValues: Object.fromEntries([...values, [':pending', 'roles_pending'], [':before', attempts]]),
  };
}

/** Moves a record back in the sweeper's list, if it is still in that state. */
export const postponeUpdate = (table: string, registrationId: string, state: RegistrationState, now: Date) => ({
  TableName: table,
  Key: recordKey(registrationId),
  UpdateExpression: 'SET dueAt = :dueAt',
  ConditionExpression: '#state = :state',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':dueAt': dueIn(state, now).dueAt, ':state': state },
});

/** Locks the e-mail address for this registration; fails where another has it. */
export const lockEmail = (table: string, { email, registrationId, userId }: Reservation): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...emailLockKey(email), registrationId, userId },
    ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
    ExpressionAttributeValues: { ':id': registrationId },
  },
});

/** Unlocks the e-mail address, if this registration has the lock. */
export const unlockEmail = (table: string, { email, registrationId }: Reservation): WriteAction => ({
  Delete: {
    TableName: table,
    Key: emailLockKey(email),
    ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
    ExpressionAttributeValues: { ':id': registrationId },
  },
});
