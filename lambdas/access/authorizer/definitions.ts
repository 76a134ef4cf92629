import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { definitionsKey } from '../../../contracts/internal/access-items.ts';
import type { Clock } from '../../platform/clock.ts';

/** Counts the changes of what roles and groups allow. */
export type DefinitionsVersion = () => Promise<number>;

export function readDefinitionsVersion(client: DynamoDBDocumentClient, table: string): DefinitionsVersion {
  return async () => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: definitionsKey, ConsistentRead: true }));
    return Number(answer.Item?.version ?? 0);
  };
}

// Authority that was taken away is unusable within 5 s; one second is for the request that is under way.
const KNOWN_MS = 4_000;

/**
 * The version as it was 4 s ago at most. It counts from when it was asked for, so that a slow answer is not
 * taken for a young one; a clock that was set back makes it ask again.
 */
export function cachedVersion(read: DefinitionsVersion, clock: Clock): DefinitionsVersion {
  let known: { readonly version: number; readonly askedAt: number } | undefined;
  const isOld = (now: number) => known === undefined || now < known.askedAt || now - known.askedAt >= KNOWN_MS;
  return async () => {
    const askedAt = clock().getTime();
    if (known === undefined || isOld(askedAt)) known = { version: await read(), askedAt };
    return known.version;
  };
}
