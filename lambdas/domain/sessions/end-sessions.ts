import * as events from '../../../contracts/events/definitions.ts';
import type { SessionEndReason } from '../../../contracts/sessions.ts';
import { type DynamoDBDocumentClient, type WriteAction, writeTransaction } from '../../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { authorizationKey } from '../authorization/authorization.ts';
import type { SessionItem } from './session.ts';

export interface SessionTables {
  readonly sessions: string;
  readonly access: string;
  readonly journal: string;
}

/** Counts up the authorization's version, so that caches of the user's sessions expire. Fails where the user has been deleted. */
const countUpVersion = (table: string, userId: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: authorizationKey(userId),
    UpdateExpression: 'ADD #version :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

/** Marks a session as revoked and deletes its secret. Fails where the session was marked before. */
export const markRevoked = (table: string, sessionId: string, reason: SessionEndReason, at: Date) => ({
  TableName: table,
  Key: { sessionId },
  UpdateExpression: 'SET revokedAt = :at, #reason = :reason REMOVE sealed',
  ConditionExpression: 'attribute_exists(sessionId) AND attribute_not_exists(revokedAt)',
  ExpressionAttributeNames: { '#reason': 'reason' },
  ExpressionAttributeValues: { ':at': at.toISOString(), ':reason': reason },
});

/** Ends one session, once: its next request is refused. False when it had ended before. */
export type EndSession = (
  session: Pick<SessionItem, 'sessionId' | 'userId'>,
  reason: SessionEndReason,
  operation: Operation,
) => Promise<boolean>;

export function endSession(client: DynamoDBDocumentClient, tables: SessionTables): EndSession {
  return async ({ sessionId, userId }, reason, operation) => {
    const entry = journalEntry(events.sessionRevokedV1, 'revoked', { userId, sessionId, reason });
    const conflict = await writeTransaction(client, [
      { Update: markRevoked(tables.sessions, sessionId, reason, operation.at) },
      countUpVersion(tables.access, userId),
      ...journalActions(tables.journal, operation, [entry]),
    ]);
    return conflict === undefined;
  };
}

/**
 * Ends every session and token from before `at`, in the transaction of the operation that asks for it. Take `at`
 * after a new password is set: a sign-in with the old one was requested earlier. Fails where the user has been
 * deleted, and where a sign-out later than `at` is stored: that must not be undone, take a new `at`.
 */
export const endAllSessionsAction = (accessTable: string, userId: string, at: Date): WriteAction => ({
  Update: {
    TableName: accessTable,
    Key: authorizationKey(userId),
    UpdateExpression: 'SET signedOutAt = :at ADD #version :one',
    ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(signedOutAt) OR signedOutAt <= :at)',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':at': at.toISOString(), ':one': 1 },
  },
});

/** The event that makes the consumer EndSessions mark the records and sign the user out of the pool. */
export const allSessionsRevoked = (userId: string, count: number, reason: SessionEndReason): JournalEntry =>
  journalEntry(events.allSessionsRevokedV1, 'all-revoked', { userId, count, reason });

/** Ends all sessions, `count` of which are active. Done, too, where a later sign-out or a deletion ended them already. */
export type EndAllSessions = (
  userId: string,
  count: number,
  reason: SessionEndReason,
  operation: Operation,
) => Promise<void>;

export function endAllSessions(
  client: DynamoDBDocumentClient,
  tables: Pick<SessionTables, 'access' | 'journal'>,
): EndAllSessions {
  return async (userId, count, reason, operation) => {
    await writeTransaction(client, [
      endAllSessionsAction(tables.access, userId, operation.at),
      ...journalActions(tables.journal, operation, [allSessionsRevoked(userId, count, reason)]),
    ]);
  };
}
