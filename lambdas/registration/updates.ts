import type { RegistrationState } from '../../contracts/registration.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import { emailLockKey, type RegistrationRecord, recordKey } from './record.ts';
import { statesBefore } from './rules.ts';

/** A move of a record: to `state`, with what it learns on the way. */
export interface Move {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly at: Date;
  readonly changes?: Readonly<Partial<RegistrationRecord>>;
  /** Only from these; all legal ones where not said. */
  readonly from?: readonly RegistrationState[];
}

const defined = (changes: object): readonly (readonly [string, unknown])[] =>
  Object.entries(changes).filter(([, value]) => value !== undefined);

function assignments(changes: object) {
  const fields = defined(changes);
  return {
    set: fields.map(([name]) => `#${name} = :${name}`).join(', '),
    names: fields.map(([name]) => [`#${name}`, name] as const),
    values: fields.map(([name, value]) => [`:${name}`, value] as const),
  };
}

/** The update that makes a move, conditional on the state: what comes late, or twice, changes nothing. */
export function moveUpdate(table: string, { registrationId, state, at, changes = {}, from }: Move) {
  const states = from ?? statesBefore(state);
  const time = at.toISOString();
  const { set, names, values } = assignments({ ...changes, state, updatedAt: time });
  return {
    TableName: table,
    Key: recordKey(registrationId),
    UpdateExpression: `SET ${set}, steps = list_append(steps, :step)`,
    ConditionExpression: `#state IN (${states.map((_, index) => `:from${index}`).join(', ')})`,
    ExpressionAttributeNames: Object.fromEntries([['#state', 'state'], ...names]),
    ExpressionAttributeValues: Object.fromEntries([
      ...values,
      [':step', [{ state, at: time }]],
      ...states.map((name, index) => [`:from${index}`, name]),
    ]),
  };
}

/** The update of a registration whose roles stay pending, once an attempt. */
export function noteUpdate(table: string, { registrationId, at, changes = {} }: Omit<Move, 'state'>, attempts: number) {
  const { set, names, values } = assignments({ ...changes, updatedAt: at.toISOString() });
  return {
    TableName: table,
    Key: recordKey(registrationId),
    UpdateExpression: `SET ${set}`,
    ConditionExpression: '#state = :pending AND #attempts = :before',
    ExpressionAttributeNames: Object.fromEntries([...names, ['#state', 'state'], ['#attempts', 'attempts']]),
    ExpressionAttributeValues: Object.fromEntries([...values, [':pending', 'roles_pending'], [':before', attempts]]),
  };
}

/** Takes the e-mail address for this registration; fails where another has it. */
export const takeEmail = (table: string, { email, registrationId, userId }: Reservation): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...emailLockKey(email), registrationId, userId },
    ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
    ExpressionAttributeValues: { ':id': registrationId },
  },
});

/** Frees the e-mail address, if it is this registration's. */
export const freeEmail = (table: string, { email, registrationId }: Reservation): WriteAction => ({
  Delete: {
    TableName: table,
    Key: emailLockKey(email),
    ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
    ExpressionAttributeValues: { ':id': registrationId },
  },
});
