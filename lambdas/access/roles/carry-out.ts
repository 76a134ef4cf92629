import { Refusal } from '../../platform/errors.ts';
import type { JournalEntry, JournalRow, Operation } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import { readOutcome, writeOutcome } from './outcome.ts';
import { type Failure, keyReused, storeSilent } from './refusals.ts';
import { ASSIGN, nextOperationId, operationOf, type RoleDependencies, type RoleRequest } from './role-request.ts';

/** What an operation ended in. */
export type Ending<Answer> = { readonly done: Answer } | { readonly failed: Failure };

/** `told`: the operation had its outcome before this try. */
export type Attempt<Answer> = Ending<Answer> | 'told';

/** One change of one user's roles: how it is tried, what it tells, how its outcome is read again. */
export interface RoleChange<Answer> {
  readonly request: RoleRequest;
  /** What the request names: all of it fails where no one role is to blame. */
  readonly named: readonly string[];
  /** Writes the success, or says why not. Throws what the store throws, and a Refusal of what is no attempt. */
  attempt(operation: Operation): Promise<Attempt<Answer>>;
  /** The attempt and its failure, the last entry at OUTCOME; none where no role is concerned. */
  failedEntries(failure: Failure): readonly JournalEntry[];
  /** Undefined when the outcome is of another request. */
  read(outcome: JournalRow): Ending<Answer> | undefined;
  refusal(failure: Failure): Refusal;
}

/** The store did not take the change of these roles, or did and could not say so. */
export function storeFailed(operation: Operation, roles: readonly string[], error: unknown) {
  logger.error('the store did not take a change of roles', { operationId: operation.id, ...errorFields(error) });
  return { failed: { reason: 'storage_error' as const, roles } };
}

/** What the attempt came to, before a failure is told. What the store threw may have been written. */
async function tried<Answer>(change: RoleChange<Answer>, operation: Operation): Promise<Attempt<Answer>> {
  const { request, named } = change;
  if (!request.caller.permissions.has(ASSIGN)) return { failed: { reason: 'not_allowed', roles: named } };
  try {
    return await change.attempt(operation);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return storeFailed(operation, named, error);
  }
}

/** The attempt with its failure told: if that meets an outcome, the one that is there counts. */
async function attempted<Answer>(
  deps: RoleDependencies,
  change: RoleChange<Answer>,
  operation: Operation,
): Promise<Attempt<Answer>> {
  const attempt = await tried(change, operation);
  if (attempt === 'told' || 'done' in attempt) return attempt;
  const entries = change.failedEntries(attempt.failed);
  if (entries.length === 0) return attempt;
  const refused = await writeOutcome(deps, operation, entries);
  return refused.length === 0 ? attempt : 'told';
}

interface Settled<Answer> {
  readonly ending: Ending<Answer>;
  /** By an earlier try of the same operation. */
  readonly earlier: boolean;
}

async function settle<Answer>(
  deps: RoleDependencies,
  change: RoleChange<Answer>,
  operation: Operation,
): Promise<Settled<Answer>> {
  try {
    const attempt = await attempted(deps, change, operation);
    if (attempt !== 'told') return { ending: attempt, earlier: false };
    const ending = change.read(await readOutcome(deps, operation.id));
    if (ending === undefined) throw keyReused();
    return { ending, earlier: true };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    logger.error('the outcome of a change of roles is not known', { operationId: operation.id, ...errorFields(error) });
    throw storeSilent();
  }
}

/**
 * Carries out a change once, in one transaction with its events, or tells its failure in one; answers or
 * refuses as then when it is asked for again. What failed only because the store did is tried again, as an
 * operation of its own: each has one outcome.
 */
export async function runOnce<Answer>(
  deps: RoleDependencies,
  operationId: string,
  change: RoleChange<Answer>,
): Promise<Answer> {
  const { ending, earlier } = await settle(deps, change, operationOf(operationId, change.request, deps.clock()));
  if ('done' in ending) return ending.done;
  if (earlier && ending.failed.reason === 'storage_error') return runOnce(deps, nextOperationId(operationId), change);
  throw change.refusal(ending.failed);
}
