import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { CANARY_SOURCE, CANARY_TYPE } from '../../contracts/internal/canary.ts';
import { type DynamoDBDocumentClient, PutCommand } from '../platform/aws/dynamo.ts';
import { type JournalRow, journalRows } from '../platform/events/journal.ts';
import type { Clock } from '../platform/runtime.ts';

const OPERATION = 'canary';

// A canary that has arrived is not used again, and the alarm covers the last minutes only.
const TTL_SECONDS = 24 * 60 * 60;

/** The canary's row; the time makes it unique. */
function canaryAt(at: Date): readonly JournalRow[] {
  const operation = {
    id: OPERATION,
    correlationId: OPERATION,
    causationId: OPERATION,
    actor: { type: 'system', id: SYSTEM_ACTOR_ID } as const,
    at,
  };
  const rows = journalRows(operation, [{ type: CANARY_TYPE, version: 1, key: at.toISOString(), data: {} }]);
  const expiresAt = Math.floor(at.getTime() / 1000) + TTL_SECONDS;
  return rows.map((row) => ({ ...row, source: CANARY_SOURCE, expiresAt }));
}

/** Writes the canary's row, which the publisher publishes like any other. */
export function sendCanary(client: DynamoDBDocumentClient, journal: string, clock: Clock) {
  return async (): Promise<void> => {
    for (const Item of canaryAt(clock())) await client.send(new PutCommand({ TableName: journal, Item }));
  };
}
