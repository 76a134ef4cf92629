import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sessionRevokedV1 } from '../../../contracts/events/session-revoked.v1.ts';
import type { SessionEndReason } from '../../../contracts/sessions.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { authorizationKey } from '../authorization/authorization.ts';
import type { SessionItem } from './session.ts';

export interface SessionTables {
  readonly sessions: string;
  readonly access: string;
  readonly journal: string;
}

/**
 * Counts up the version of what a user may do, so that whoever keeps her sessions in memory looks again. Fails
 * where she has been deleted: then none of her sessions lets anybody in.
 */
const sessionsChanged = (table: string, userId: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: authorizationKey(userId),
    UpdateExpression: 'ADD #version :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

/** Marks a session as revoked and forgets what it kept sealed. Fails where it was marked before. */
export const revokedMark = (table: string, sessionId: string, reason: SessionEndReason, at: Date) => ({
  TableName: table,
  Key: { sessionId },
  UpdateExpression: 'SET revokedAt = :at, #reason = :reason REMOVE sealed',
  ConditionExpression: 'attribute_exists(sessionId) AND attribute_not_exists(revokedAt)',
  ExpressionAttributeNames: { '#reason': 'reason' },
  ExpressionAttributeValues: { ':at': at.toISOString(), ':reason': reason },
});

/** Ends one session, once: its next request is refused. False when it had ended before. */
export type RevokeSession = (
  session: Pick<SessionItem, 'sessionId' | 'userId'>,
  reason: SessionEndReason,
  operation: Operation,
) => Promise<boolean>;

export function revokeSession(client: DynamoDBDocumentClient, tables: SessionTables): RevokeSession {
  return async ({ sessionId, userId }, reason, operation) => {
    const entry = journalEntry(sessionRevokedV1, 'revoked', { userId, sessionId, reason });
    const conflict = await writeTransaction(client, [
      { Update: revokedMark(tables.sessions, sessionId, reason, operation.at) },
      sessionsChanged(tables.access, userId),
      ...journalActions(tables.journal, operation, [entry]),
    ]);
    return conflict === undefined;
  };
}
