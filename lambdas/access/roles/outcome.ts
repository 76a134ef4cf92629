import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { type JournalEntry, type JournalRow, journalRows, type Operation } from '../../platform/events/journal.ts';
import type { RoleDependencies } from './role-request.ts';

/**
 * The place of an operation's last row, whatever it ended in. It is written once and never changed, so
 * an operation has exactly one outcome: who comes second finds the place taken.
 */
export const OUTCOME = 'outcome';

/** What a failed condition means; `told`: the operation has its outcome; `moved`: what the user holds is not as assumed. */
export type Guard = RoleRefusal | 'told' | 'moved';

export interface GuardedAction {
  readonly guard: Guard;
  /** The role that the action is about, where it is about one. */
  readonly role?: string;
  readonly action: WriteAction;
}

/** A guard that refused, and the item as it stood. */
export interface Refused extends Omit<GuardedAction, 'action'> {
  readonly item?: Readonly<Record<string, unknown>> | undefined;
}

const once = { ConditionExpression: 'attribute_not_exists(operationId)' };

const rowAction = (table: string, row: JournalRow): GuardedAction => ({
  guard: 'told',
  action: { Put: { TableName: table, Item: { ...row }, ...(row.place === OUTCOME ? once : {}) } },
});

/**
 * Writes the events of an outcome, the last of them at OUTCOME, with the state that they speak of: all or
 * nothing, in one call. Answers who refused, `told` before all others; nobody when all was written.
 */
export async function writeOutcome(
  { client, tables }: RoleDependencies,
  operation: Operation,
  entries: readonly JournalEntry[],
  actions: readonly GuardedAction[] = [],
): Promise<readonly Refused[]> {
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

/** The row at OUTCOME. Throws where there is none: it is read by whom it refused. */
export async function readOutcome({ client, tables }: RoleDependencies, operationId: string): Promise<JournalRow> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tables.journal, Key: { operationId, place: OUTCOME }, ConsistentRead: true }),
  );
  if (Item === undefined) throw new Error(`operation ${operationId} has no outcome`);
  return Item as unknown as JournalRow;
}

// Who is disabled or enabled between two tries is met by the next one.
const assumptions = [false, true, false, true];

/**
 * Writes on the assumption that the user is not disabled, as nearly all are, and the other way where that
 * was wrong. Answers the first guard that refused; undefined when all was written.
 */
export async function withDisabledFlag(
  write: (disabled: boolean) => Promise<readonly Refused[]>,
): Promise<Refused | undefined> {
  let first: Refused | undefined;
  for (const disabled of assumptions) {
    [first] = await write(disabled);
    const wasWrong = first?.guard === 'moved' && (first.item?.disabled === true) !== disabled;
    if (!wasWrong) return first;
  }
  return first;
}
