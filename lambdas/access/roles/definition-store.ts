import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { holdersList, ROLES_LIST, type RoleItem, roleKey } from '../../../contracts/internal/access-items.ts';
import { accessByList } from '../../../contracts/internal/tables.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { type JournalEntry, type JournalRow, journalActions, type Operation } from '../../platform/events/journal.ts';
import { countDefinitions, deleteRoleAction, putRole, replaceRole } from './definition-actions.ts';
import { listDefinitions } from './list-definitions.ts';

export interface CatalogueTables {
  readonly access: string;
  readonly journal: string;
}

/** Why a role was not made: this operation had made one before, or the name is taken. */
export type NotCreated = 'done_before' | 'name_taken';

/** The roles, and what happened to them. Every change of what a role allows is one transaction with its event. */
export interface Catalogue {
  list(): Promise<readonly RoleItem[]>;
  find(name: string): Promise<RoleItem | undefined>;
  /** By the index, which lags. */
  isHeld(name: string): Promise<boolean>;
  /** The event that the operation journaled in an earlier request. */
  earlier(operationId: string, place: string): Promise<unknown>;
  create(role: RoleItem, operation: Operation, entry: JournalEntry): Promise<NotCreated | undefined>;
  /** False when the role is no longer `before`. */
  change(before: RoleItem, after: RoleItem, operation: Operation, entry: JournalEntry): Promise<boolean>;
  /** Writes no event: for marks that nobody but a deletion looks at. */
  mark(before: RoleItem, after: RoleItem): Promise<boolean>;
  remove(role: RoleItem, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

/** The same operation tells its outcome once. */
const once = (action: WriteAction): WriteAction => ({
  Put: { ...action.Put, ConditionExpression: 'attribute_not_exists(operationId)' } as WriteAction['Put'],
});

export function catalogue(client: DynamoDBDocumentClient, { access, journal }: CatalogueTables): Catalogue {
  const write = async (...actions: readonly WriteAction[]) => (await writeTransaction(client, actions)) === undefined;

  return {
    list: () => listDefinitions<RoleItem>(client, access, ROLES_LIST),

    async find(name) {
      const answer = await client.send(new GetCommand({ TableName: access, Key: roleKey(name), ConsistentRead: true }));
      return answer.Item as RoleItem | undefined;
    },

    async isHeld(name) {
      const answer = await client.send(
        new QueryCommand({
          TableName: access,
          IndexName: accessByList.name,
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': accessByList.partitionKey },
          ExpressionAttributeValues: { ':list': holdersList(name) },
          Limit: 1,
        }),
      );
      return (answer.Items ?? []).length > 0;
    },

    async earlier(operationId, place) {
      const key = { operationId, place };
      const answer = await client.send(new GetCommand({ TableName: journal, Key: key, ConsistentRead: true }));
      return (answer.Item as JournalRow | undefined)?.detail.data;
    },

    async create(role, operation, entry) {
      const rows = journalActions(journal, operation, [entry]).map(once);
      const conflict = await writeTransaction(client, [...rows, putRole(access, role), countDefinitions(access)]);
      if (conflict === undefined) return undefined;
      return conflict.index < rows.length ? 'done_before' : 'name_taken';
    },

    change: (before, after, operation, entry) =>
      write(
        replaceRole(access, before, after),
        countDefinitions(access),
        ...journalActions(journal, operation, [entry]),
      ),

    mark: (before, after) => write(replaceRole(access, before, after)),

    remove: (role, operation, entry) =>
      write(deleteRoleAction(access, role), countDefinitions(access), ...journalActions(journal, operation, [entry])),
  };
}
