import type { Failure, RegistrationState, TransientStatus } from '../../contracts/registration.ts';
import type { RegisteredUser, Reservation } from '../../contracts/workflows/register-user.ts';
import { grantActions } from '../domain/authorization/grants.ts';
import type { UserPool } from '../domain/user-pool/user-pool.ts';
import { classify } from '../platform/aws/classify.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { JournalEntry, Operation } from '../platform/events/journal.ts';
import { type Measure, measure as measureInLog } from '../platform/observability/metrics.ts';
import { registeredEntry, roleFailed, roleSucceeded } from './events.ts';
import { brokeUnexpectedly, refusedBy, rolesUnknown } from './rules.ts';
import type { RegistrationStore } from './store.ts';

export interface GrantDependencies {
  readonly store: RegistrationStore;
  readonly accessTable: string;
  readonly usersTable: string;
  readonly pool: UserPool;
  readonly measure?: Measure;
}

export type GrantOutcome =
  | { readonly outcome: 'assigned' }
  | { readonly outcome: 'refused'; readonly failure: Failure };

/** From which state, as which operation, and whether the registration is announced with it. */
export interface GrantContext {
  readonly from: RegistrationState;
  readonly operation: Operation;
  /** When the registration was asked for, ISO 8601, if that is known. */
  readonly since?: string | undefined;
}

const refused = (failure: Failure): GrantOutcome => ({ outcome: 'refused', failure });

export const userOf = (
  { userId, email, name, organisation, roles }: Reservation,
  status: RegisteredUser['status'],
): RegisteredUser => ({
  userId,
  email,
  name,
  organisation,
  roles,
  status,
});

/** Sets the profile's status and lets her be given more; fails when somebody deleted the user meanwhile. */
export const setStatus = (table: string, userId: string, status: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'SET #status = :status REMOVE registering',
    ConditionExpression: 'attribute_exists(userId)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': status },
  },
});

/** 404 inside the propagation lag and whatever may pass are thrown; an operator's matter keeps the user, too. */
function poolRefusal(error: unknown): GrantOutcome {
  const kind = classify(error);
  if (kind === 'unexpected') return refused(brokeUnexpectedly);
  if (kind === 'definitive') return refused(refusedBy('identity provider', errorNameOf(error)));
  throw new Transient(503, `AdminGetUser: ${errorNameOf(error)}`);
}

function storeRefusal(error: unknown): GrantOutcome {
  if (error instanceof Transient) throw error;
  const kind = classify(error);
  if (kind === 'unexpected') return refused(brokeUnexpectedly);
  if (kind === 'definitive') return refused(refusedBy('store', errorNameOf(error)));
  throw new Transient(503, `TransactWriteItems: ${errorNameOf(error)}`);
}

/**
 * Gives the roles of a registration, its final state and the events in one transaction. Throws a
 * Transient where trying again may help.
 */
export function grantRoles({ store, accessTable, usersTable, pool, measure = measureInLog }: GrantDependencies) {
  function registered({ operation, since }: GrantContext): GrantOutcome {
    const value = operation.at.getTime() - Date.parse(since ?? '');
    if (value >= 0) measure({ metric: 'TimeToRegistered', value });
    return { outcome: 'assigned' };
  }

  async function seen(userId: string): Promise<GrantOutcome> {
    try {
      if (await pool.exists(userId)) return { outcome: 'assigned' };
    } catch (error) {
      return poolRefusal(error);
    }
    throw new Transient(404 satisfies TransientStatus, 'AdminGetUser: UserNotFoundException');
  }

  async function write(
    registration: Reservation,
    context: GrantContext,
    held: readonly string[],
  ): Promise<GrantOutcome> {
    const { from, operation } = context;
    const { registrationId, userId, requestedBy, roles } = registration;
    const missing = roles.filter((role) => !held.includes(role));
    const move = { registrationId, state: 'registered', at: operation.at, from: [from] } as const;
    const grants = grantActions(accessTable, { userId, roles: missing, grantedBy: requestedBy, at: operation.at });
    const entries: readonly JournalEntry[] = [
      ...missing.map((role) => roleSucceeded(registration, role)),
      ...held.map((role) => roleFailed(registration, role, 'already_has_role')),
      // With deferred roles the registration was announced when they were deferred.
      ...(from === 'created' ? [registeredEntry(registration, 'active')] : []),
    ];
    const conflict = await store.move(move, [...grants, setStatus(usersTable, userId, 'active')], operation, entries);
    if (conflict === undefined) return registered(context);
    // The last grant action: an admin role for somebody who was disabled meanwhile. She gets it once enabled.
    if (conflict.index === grants.length) throw new Transient(503, 'TransactWriteItems: the user is disabled');
    return afterConflict(registration, context, held, conflict.index - 1);
  }

  /** `index` is the place among the grant actions: role checks first, then one put a role (grantActions). */
  async function afterConflict(
    registration: Reservation,
    context: GrantContext,
    held: readonly string[],
    index: number,
  ): Promise<GrantOutcome> {
    const missing = registration.roles.filter((role) => !held.includes(role));
    const unknown = missing[index];
    if (unknown !== undefined) return refused(rolesUnknown([unknown]));
    const had = missing[index - missing.length];
    if (had !== undefined) return write(registration, context, [...held, had]);
    const record = await store.find(registration.registrationId);
    return record?.state === 'registered' ? { outcome: 'assigned' } : refused(record?.failure ?? brokeUnexpectedly);
  }

  async function attempt(registration: Reservation, context: GrantContext): Promise<GrantOutcome> {
    const present = await seen(registration.userId);
    if (present.outcome === 'refused') return present;
    try {
      return await write(registration, context, []);
    } catch (error) {
      return storeRefusal(error);
    }
  }

  return async (registration: Reservation, context: GrantContext): Promise<GrantOutcome> => {
    const answer = await attempt(registration, context);
    if (answer.outcome === 'assigned') return answer;
    // An earlier try may have given the roles and lost its answer: what is done is not refused any more.
    const record = await store.find(registration.registrationId);
    return record?.state === 'registered' ? { outcome: 'assigned' } : answer;
  };
}
