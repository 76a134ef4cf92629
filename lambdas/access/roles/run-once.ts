import type { RoleRefusal } from '../../../contracts/registration.ts';
import type { ApiRequest } from '../../platform/api/endpoint.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../../platform/aws/dynamo.ts';
import { GetCommand, writeTransaction } from '../../platform/aws/dynamo.ts';
import { idempotencyKeyReused, Refusal, unavailable } from '../../platform/errors.ts';
import type { JournalEntry, JournalRow, Operation } from '../../platform/events/journal.ts';
import { journalRows, requestOperation } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import { type Clock, derivedId, type IdSource } from '../../platform/runtime.ts';
import { ASSIGN, type Failure } from './rules.ts';

/** What every operation on a user's roles works with. */
export interface RoleDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly access: string; readonly users: string; readonly journal: string };
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Whose roles change, and which caller asks for it. */
export interface RoleRequest extends Pick<ApiRequest, 'caller' | 'actor' | 'correlationId' | 'requestId'> {
  readonly userId: string;
  /** The same key is the same operation, which runs once. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * The key of an operation's last row, whatever it ended in. It is written once and never changed, so an operation has
 * exactly one outcome: a second attempt finds the key in use.
 */
export const OUTCOME = 'outcome';

/** What a failed condition means. `version_conflict`: the authorization is not as read or assumed. */
type Guard = RoleRefusal | 'already_recorded' | 'version_conflict';

/** An action, what its failed condition means, and the role that it concerns, if any. */
export interface GuardedAction {
  readonly guard: Guard;
  readonly role?: string;
  readonly action: WriteAction;
}

/** A condition that failed, and the item as it was. */
export interface FailedGuard extends Omit<GuardedAction, 'action'> {
  readonly item?: Readonly<Record<string, unknown>> | undefined;
}

const outcomeIsNew = { ConditionExpression: 'attribute_not_exists(operationId)' };

const rowAction = (table: string, row: JournalRow): GuardedAction => ({
  guard: 'already_recorded',
  action: { Put: { TableName: table, Item: { ...row }, ...(row.place === OUTCOME ? outcomeIsNew : {}) } },
});

/**
 * Writes the events of an outcome, the last one at OUTCOME, with the state that they describe, in one transaction.
 * Returns the guards that failed, `already_recorded` before all others; none when all was written.
 */
export async function writeOutcome(
  { client, tables }: RoleDependencies,
  operation: Operation,
  entries: readonly JournalEntry[],
  actions: readonly GuardedAction[] = [],
): Promise<readonly FailedGuard[]> {
  const rows = journalRows(operation, entries).map((row) => rowAction(tables.journal, row));
  const all = [...rows, ...actions];
  const conflict = await writeTransaction(
    client,
    all.map(({ action }) => action),
  );
  return (conflict?.failed ?? []).flatMap(({ index, item }) => {
    const guarded = all[index];
    return guarded ? [{ guard: guarded.guard, ...(guarded.role ? { role: guarded.role } : {}), item }] : [];
  });
}

// The next attempt finds a user who is disabled or enabled between two attempts.
const assumptions = [false, true, false, true];

/**
 * Writes on the assumption that the user is not disabled, as nearly all are, and the other way where that was wrong.
 * Returns the first guard that failed; undefined when all was written.
 */
export async function withDisabledFlag(
  write: (disabled: boolean) => Promise<readonly FailedGuard[]>,
): Promise<FailedGuard | undefined> {
  let first: FailedGuard | undefined;
  for (const disabled of assumptions) {
    [first] = await write(disabled);
    const wasWrong = first?.guard === 'version_conflict' && (first.item?.disabled === true) !== disabled;
    if (!wasWrong) return first;
  }
  return first;
}

/** What an operation on roles ended in. */
export type RoleOutcome<Answer> = { readonly answer: Answer } | { readonly failure: Failure };

/** One change of one user's roles. */
export interface RoleOperation<Answer> {
  readonly name: 'assign-role' | 'revoke-role' | 'replace-roles';
  readonly request: RoleRequest;
  /** The roles that the request names: all of them fail where no single role is the cause. */
  readonly roles: readonly string[];
  /**
   * Writes the success with its events. `already_recorded`: the operation has its outcome from an earlier request.
   * Throws what the database throws, and a Refusal of a request that is not recorded.
   */
  write(operation: Operation): Promise<RoleOutcome<Answer> | 'already_recorded'>;
  /** The events of a failure, the last one at OUTCOME. Empty where the failure concerns no role. */
  failed(failure: Failure): readonly JournalEntry[];
  /** Reads a recorded outcome again. Undefined when it belongs to another request. */
  replay(row: JournalRow): RoleOutcome<Answer> | undefined;
}

/** The database did not write the change of these roles, or did and the answer was lost. */
export function storageFailure(operation: Operation, roles: readonly string[], error: unknown) {
  logger.error('a change of roles was not written', { operationId: operation.id, ...errorFields(error) });
  return { failure: { reason: 'storage_error', roles } } as const;
}

/** The row at OUTCOME. Throws where there is none: it is read only after a write found it. */
async function readOutcome({ client, tables }: RoleDependencies, operationId: string): Promise<JournalRow> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tables.journal, Key: { operationId, place: OUTCOME }, ConsistentRead: true }),
  );
  if (Item === undefined) throw new Error(`operation ${operationId} has no outcome`);
  return Item as unknown as JournalRow;
}

/** Writes the success or, where that fails, the failure. Whichever outcome was written first counts. */
async function writeOnce<Answer>(
  deps: RoleDependencies,
  operation: Operation,
  { request, roles, write, failed }: RoleOperation<Answer>,
): Promise<RoleOutcome<Answer> | 'already_recorded'> {
  const outcome = request.caller.permissions.has(ASSIGN)
    ? await write(operation).catch((error: unknown) => {
        // A version conflict in each of the attempts is recorded as a failure, like an error of the database.
        if (error instanceof Refusal && error.type !== 'unavailable') throw error;
        return storageFailure(operation, roles, error);
      })
    : { failure: { reason: 'not_allowed', roles } as const };
  if (outcome === 'already_recorded' || 'answer' in outcome) return outcome;
  const entries = failed(outcome.failure);
  if (entries.length === 0) return outcome;
  const conflicts = await writeOutcome(deps, operation, entries);
  return conflicts.length === 0 ? outcome : 'already_recorded';
}

/** A recorded storage error is tried again as an operation of its own: each has one outcome. */
async function run<Answer>(
  deps: RoleDependencies,
  id: string,
  change: RoleOperation<Answer>,
): Promise<RoleOutcome<Answer>> {
  const written = await writeOnce(deps, requestOperation(change.request, id, deps.clock()), change);
  if (written !== 'already_recorded') return written;
  const recorded = change.replay(await readOutcome(deps, id));
  if (recorded === undefined) throw idempotencyKeyReused();
  const mayRetry = 'failure' in recorded && recorded.failure.reason === 'storage_error';
  return mayRetry ? run(deps, derivedId(`${id}:again`), change) : recorded;
}

/**
 * Runs a change once, in one transaction with its events, and records a failure in one. A repeated request with the
 * same Idempotency-Key gets the recorded outcome.
 */
export async function runOnce<Answer>(
  deps: RoleDependencies,
  change: RoleOperation<Answer>,
): Promise<RoleOutcome<Answer>> {
  const { caller, idempotencyKey } = change.request;
  const id =
    idempotencyKey === undefined ? deps.newId() : derivedId(`${change.name}:${caller.userId}:${idempotencyKey}`);
  try {
    return await run(deps, id, change);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    logger.error('the outcome of a change of roles is unknown', { operationId: id, ...errorFields(error) });
    throw unavailable('The database', 'The outcome is unknown, and the change is made once');
  }
}
