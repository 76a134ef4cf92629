import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import { revokedMark } from '../domain/sessions/revoke-session.ts';
import { errorNameOf } from '../platform/errors.ts';

/** Writes down that a session was ended, and forgets what it kept sealed; false when that was written before. */
export type MarkEnded = (sessionId: string, reason: SessionEndReason, at: Date) => Promise<boolean>;

export function markEnded(client: DynamoDBDocumentClient, table: string): MarkEnded {
  return async (sessionId, reason, at) => {
    try {
      await client.send(new UpdateCommand(revokedMark(table, sessionId, reason, at)));
      return true;
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };
}
