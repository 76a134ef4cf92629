import type * as contract from '../../contracts/registration.ts';
import { grantActions } from '../domain/authorization/grants.ts';
import type { UserPool } from '../domain/user-pool/users.ts';
import { classify } from '../platform/aws/classify.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { JournalEntry, Operation } from '../platform/events/journal.ts';
import { type Measure, measure as measureInLog } from '../platform/observability/metrics.ts';
import type { Clock } from '../platform/runtime.ts';
import { operationOf, registeredEntry, roleFailed, roleSucceeded } from './events.ts';
import { refusedBy, rolesUnknown, unexpectedFailure } from './rules.ts';
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
  | { readonly outcome: 'refused'; readonly failure: contract.Failure };

export interface GrantContext {
  /** The state that the registration leaves. From `created`, it is announced with the same transaction. */
  readonly from: contract.RegistrationState;
  readonly operation: Operation;
  /** When the registration was requested, ISO 8601, if that is known. */
  readonly since?: string | undefined;
}

const refused = (failure: contract.Failure): GrantOutcome => ({ outcome: 'refused', failure });

export const userOf = (
  { userId, email, name, organisation, roles }: contract.Reservation,
  status: contract.RegisteredUser['status'],
): contract.RegisteredUser => ({
  userId,
  email,
  name,
  organisation,
  roles,
  status,
});

/** Sets the profile's status and permits further role changes; fails when the user was deleted meanwhile. */
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

/** Throws where trying again may help, which includes a 404 inside Cognito's propagation lag and an operator's mistake. */
function refusalOf(error: unknown, service: Parameters<typeof refusedBy>[0], call: string): GrantOutcome {
  const kind = classify(error);
  if (kind === 'unexpected') return refused(unexpectedFailure);
  if (kind === 'definitive') return refused(refusedBy(service, errorNameOf(error)));
  throw new Transient(503, `${call}: ${errorNameOf(error)}`);
}

/**
 * Grants the roles of a registration and writes its final state and the events in one transaction. Throws a
 * Transient where trying again may help.
 */
export function grantRoles({ store, accessTable, usersTable, pool, measure = measureInLog }: GrantDependencies) {
  function assigned({ operation, since }: GrantContext): GrantOutcome {
    const value = operation.at.getTime() - Date.parse(since ?? '');
    if (value >= 0) measure({ metric: 'TimeToRegistered', value });
    return { outcome: 'assigned' };
  }

  /** The refusal when the pool cannot say whether the user exists; undefined when the user exists. */
  async function checkUser(userId: string): Promise<GrantOutcome | undefined> {
    try {
      if (await pool.exists(userId)) return undefined;
    } catch (error) {
      return refusalOf(error, 'identity provider', 'AdminGetUser');
    }
    throw new Transient(404 satisfies contract.TransientStatus, 'AdminGetUser: UserNotFoundException');
  }

  async function outcomeFromRecord(registrationId: string): Promise<GrantOutcome> {
    const record = await store.find(registrationId);
    return record?.state === 'registered' ? { outcome: 'assigned' } : refused(record?.failure ?? unexpectedFailure);
  }

  async function write(
    registration: contract.Reservation,
    context: GrantContext,
    ownedRoles: readonly string[],
  ): Promise<GrantOutcome> {
    const { from, operation } = context;
    const { registrationId, userId, requestedBy } = registration;
    const roles = registration.roles.filter((role) => !ownedRoles.includes(role));
    const grants = grantActions(accessTable, { userId, roles, grantedBy: requestedBy, at: operation.at });
    const entries: readonly JournalEntry[] = [
      ...roles.map((role) => roleSucceeded(registration, role)),
      ...ownedRoles.map((role) => roleFailed(registration, role, 'already_has_role')),
      // Deferred roles: the registration was announced when they were deferred.
      ...(from === 'created' ? [registeredEntry(registration, 'active')] : []),
    ];
    const conflict = await store.transition(
      { registrationId, state: 'registered', at: operation.at, from: [from] },
      [...grants, setStatus(usersTable, userId, 'active')],
      operation,
      entries,
    );
    if (conflict === undefined) return assigned(context);
    // The last grant action: an admin role for a user who was disabled meanwhile. It is granted once they are enabled.
    if (conflict.index === grants.length) throw new Transient(503, 'TransactWriteItems: the user is disabled');
    // The transition is action 0. Among the grant actions (grantActions): a check for each role, then a put for each role.
    const index = conflict.index - 1;
    const unknownRole = roles[index];
    if (unknownRole !== undefined) return refused(rolesUnknown([unknownRole]));
    const ownedRole = roles[index - roles.length];
    if (ownedRole !== undefined) return write(registration, context, [...ownedRoles, ownedRole]);
    return outcomeFromRecord(registrationId);
  }

  async function grant(registration: contract.Reservation, context: GrantContext): Promise<GrantOutcome> {
    const refusal = await checkUser(registration.userId);
    if (refusal !== undefined) return refusal;
    try {
      return await write(registration, context, []);
    } catch (error) {
      if (error instanceof Transient) throw error;
      return refusalOf(error, 'store', 'TransactWriteItems');
    }
  }

  return async (registration: contract.Reservation, context: GrantContext): Promise<GrantOutcome> => {
    const outcome = await grant(registration, context);
    if (outcome.outcome === 'assigned') return outcome;
    // An earlier try may have granted the roles and lost its answer: then nothing is refused any more.
    const record = await store.find(registration.registrationId);
    return record?.state === 'registered' ? { outcome: 'assigned' } : outcome;
  };
}

interface AssignRoles {
  readonly registration: contract.Reservation;
  readonly startedAt?: string | undefined;
}

/** Grants the roles of a registration whose user was just created, and ends it as registered. */
export function assignRoles(deps: GrantDependencies & { readonly clock: Clock }) {
  const grant = grantRoles(deps);

  return async ({ registration, startedAt }: AssignRoles): Promise<contract.AssignRolesOutput> => {
    const operation = operationOf(registration, deps.clock());
    const outcome = await grant(registration, { from: 'created', operation, since: startedAt });
    return outcome.outcome === 'assigned' ? { ...outcome, user: userOf(registration, 'active') } : outcome;
  };
}
