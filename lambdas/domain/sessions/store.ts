import { sessionsByUser } from '../../../contracts/internal/tables.ts';
import { SEEN_SECONDS } from '../../../contracts/sessions.ts';
import type { DynamoDBDocumentClient, UpdateCommandInput } from '../../platform/aws/dynamo.ts';
import { conditionHeld, GetCommand, QueryCommand, UpdateCommand } from '../../platform/aws/dynamo.ts';
import type { ReadAuthorization } from '../authorization/authorization.ts';
import { isActive, type SessionItem } from './session.ts';

/** The last session of a page. */
export type SessionPosition = Pick<SessionItem, 'createdAt' | 'sessionId'>;

export interface SessionPage {
  readonly sessions: readonly SessionItem[];
  readonly next: SessionPosition | undefined;
}

export interface SessionStore {
  find(sessionId: string): Promise<SessionItem | undefined>;
  /** A user's sessions, newest first, ended ones included. The index is eventually consistent: a new session may be missing. */
  list(userId: string, limit: number, position?: SessionPosition): Promise<SessionPage>;
  /** Records a request at `now`, once a minute at most. */
  touch(session: Pick<SessionItem, 'sessionId' | 'lastSeenAt'>, now: Date): Promise<void>;
  /** Uses up the refresh token of `generation`; false when another request did so before, or the session was revoked. */
  rotateRefreshToken(sessionId: string, generation: number, now: Date): Promise<boolean>;
}

export function sessionStore(client: DynamoDBDocumentClient, table: string): SessionStore {
  type Change = Required<
    Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>
  >;
  const update = (sessionId: string, change: Change): Promise<boolean> =>
    conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { sessionId },
          ...change,
          ConditionExpression: `${change.ConditionExpression} AND attribute_not_exists(revokedAt)`,
        }),
      ),
    );

  return {
    async find(sessionId) {
      const command = new GetCommand({ TableName: table, Key: { sessionId }, ConsistentRead: true });
      return (await client.send(command)).Item as SessionItem | undefined;
    },

    async list(userId, limit, position) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: sessionsByUser.name,
          KeyConditionExpression: 'userId = :userId',
          ExpressionAttributeValues: { ':userId': userId },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: position && { ...position, userId },
        }),
      );
      const last = answer.LastEvaluatedKey;
      return {
        sessions: (answer.Items ?? []) as SessionItem[],
        next: last && { createdAt: String(last.createdAt), sessionId: String(last.sessionId) },
      };
    },

    async touch({ sessionId, lastSeenAt }, now) {
      if (now.getTime() - Date.parse(lastSeenAt) < SEEN_SECONDS * 1000) return;
      const before = new Date(now.getTime() - SEEN_SECONDS * 1000).toISOString();
      await update(sessionId, {
        UpdateExpression: 'SET lastSeenAt = :now',
        ConditionExpression: 'lastSeenAt <= :before',
        ExpressionAttributeValues: { ':now': now.toISOString(), ':before': before },
      });
    },

    rotateRefreshToken: (sessionId, generation, now) =>
      update(sessionId, {
        UpdateExpression: 'SET refreshGeneration = :next, lastSeenAt = :now',
        ConditionExpression: 'refreshGeneration = :generation',
        ExpressionAttributeValues: { ':next': generation + 1, ':generation': generation, ':now': now.toISOString() },
      }),
  };
}

/** A user's active sessions at `now`, newest first. Ended ones are skipped, so that a page is full. */
export type ListActiveSessions = (
  userId: string,
  now: Date,
  page: { readonly limit: number; readonly position?: SessionPosition | undefined },
) => Promise<SessionPage>;

// Ended sessions are read and skipped; most users have few.
const READ_PAGE_SIZE = 100;

export function listActiveSessions(
  store: Pick<SessionStore, 'list'>,
  authorizationOf: ReadAuthorization,
): ListActiveSessions {
  return async (userId, now, { limit, position }) => {
    const authorization = await authorizationOf(userId);
    const active: SessionItem[] = [];
    let from = position;
    do {
      const page = await store.list(userId, READ_PAGE_SIZE, from);
      active.push(...page.sessions.filter((session) => isActive(session, authorization, now)));
      from = page.next;
      // One more than asked for shows that there is a next page.
    } while (from !== undefined && active.length <= limit);
    const sessions = active.slice(0, limit);
    const last = sessions.at(-1);
    const next = active.length > limit && last ? { createdAt: last.createdAt, sessionId: last.sessionId } : undefined;
    return { sessions, next };
  };
}

export const countActiveSessions = async (list: ListActiveSessions, userId: string, now: Date): Promise<number> =>
  (await list(userId, now, { limit: Number.POSITIVE_INFINITY })).sessions.length;
