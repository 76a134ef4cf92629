import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { allSessionsRevokedV1 } from '../../../contracts/events/all-sessions-revoked.v1.ts';
import type { SessionEndReason } from '../../../contracts/sessions.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { authorizationKey } from '../authorization/authorization.ts';
import type { SessionTables } from './revoke-session.ts';

/**
 * Voids every session and token of before `at`, in the transaction of what asks for it. Take `at` after a new
 * password is set: who came in by the old one asked before. Fails where she has been deleted, and
 * where she was signed out later than `at`: that must not be taken back, take a new `at`.
 */
export const signOutAction = (accessTable: string, userId: string, at: Date): WriteAction => ({
  Update: {
    TableName: accessTable,
    Key: authorizationKey(userId),
    UpdateExpression: 'SET signedOutAt = :at ADD #version :one',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(signedOutAt) OR signedOutAt <= :at)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':at': at.toISOString(), ':one': 1 },
  },
});

/** Tells of it; the consumer EndSessions then marks the records and signs her out of the pool. */
export const allRevoked = (userId: string, count: number, reason: SessionEndReason): JournalEntry =>
  journalEntry(allSessionsRevokedV1, 'all-revoked', { userId, count, reason });

/** Ends all sessions, `count` of which were open. Done, too, where a later sign-out or a deletion did it already. */
export type RevokeAllSessions = (
  userId: string,
  count: number,
  reason: SessionEndReason,
  operation: Operation,
) => Promise<void>;

export function revokeAllSessions(
  client: DynamoDBDocumentClient,
  tables: Pick<SessionTables, 'access' | 'journal'>,
): RevokeAllSessions {
  return async (userId, count, reason, operation) => {
    await writeTransaction(client, [
      signOutAction(tables.access, userId, operation.at),
      ...journalActions(tables.journal, operation, [allRevoked(userId, count, reason)]),
    ]);
  };
}
