import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sessionsByUser } from '../../../contracts/internal/tables.ts';
import { SEEN_SECONDS } from '../../../contracts/sessions.ts';
import { errorNameOf } from '../../platform/errors.ts';
import type { SessionItem } from './session.ts';

/** Where a page ended. */
export type SessionPosition = Pick<SessionItem, 'createdAt' | 'sessionId'>;

export interface SessionPage {
  readonly sessions: readonly SessionItem[];
  readonly next: SessionPosition | undefined;
}

export interface SessionStore {
  find(sessionId: string): Promise<SessionItem | undefined>;
  /** A user's, newest first, ended ones among them. The index lags: what is new may come a moment later. */
  list(userId: string, limit: number, position?: SessionPosition): Promise<SessionPage>;
  /** Notes a request at `now`, once a minute at most. */
  seen(session: Pick<SessionItem, 'sessionId' | 'lastSeenAt'>, now: Date): Promise<void>;
  /** Gives out the refresh token after `generation`; false when somebody did already, or the session was revoked. */
  advance(sessionId: string, generation: number, now: Date): Promise<boolean>;
}

export function sessionStore(client: DynamoDBDocumentClient, table: string): SessionStore {
  async function update(
    sessionId: string,
    { expression, condition, values }: { expression: string; condition: string; values: Record<string, unknown> },
  ): Promise<boolean> {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { sessionId },
          UpdateExpression: expression,
          ConditionExpression: `${condition} AND attribute_not_exists(revokedAt)`,
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

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

    async seen({ sessionId, lastSeenAt }, now) {
      if (now.getTime() - Date.parse(lastSeenAt) < SEEN_SECONDS * 1000) return;
      const before = new Date(now.getTime() - SEEN_SECONDS * 1000).toISOString();
      await update(sessionId, {
        expression: 'SET lastSeenAt = :now',
        condition: 'lastSeenAt <= :before',
        values: { ':now': now.toISOString(), ':before': before },
      });
    },

    advance: (sessionId, generation, now) =>
      update(sessionId, {
        expression: 'SET refreshGeneration = :next, lastSeenAt = :now',
        condition: 'refreshGeneration = :generation',
        values: { ':next': generation + 1, ':generation': generation, ':now': now.toISOString() },
      }),
  };
}
