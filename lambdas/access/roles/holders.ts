import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { roleName } from '../../../contracts/fields.ts';
import { holdersList } from '../../../contracts/internal/access-items.ts';
import { accessByList } from '../../../contracts/internal/tables.ts';
import { type GrantItem, grantKey } from '../../domain/authorization/grants.ts';
import { readCursor, writeCursor } from '../../platform/cursor.ts';

/** A page of who holds a role, newest first; `next` when there may be more. */
interface HoldersPage {
  readonly grants: readonly GrantItem[];
  readonly next: string | undefined;
}

export type ReadHolders = (role: string, limit: number, cursor: string | undefined) => Promise<HoldersPage>;

/** `listedAs` of the last grant that was read (lambdas/domain/authorization/grants.ts), and whose list it is. */
const position = z.strictObject({
  role: roleName,
  listedAs: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f-]{36}$/)),
});

/** The grant's key in the index: `listedAs` ends with the user's id. */
const keyAt = (role: string, listedAs: string) => ({
  ...grantKey(listedAs.slice(listedAs.indexOf('#') + 1), role),
  [accessByList.partitionKey]: holdersList(role),
  [accessByList.sortKey]: listedAs,
});

/** Reads as many rows as it answers, however many hold the role. */
export function roleHolders(client: DynamoDBDocumentClient, table: string): ReadHolders {
  return async (role, limit, cursor) => {
    const after = cursor && readCursor(cursor, position, (at) => at.role === role).listedAs;
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: accessByList.name,
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': accessByList.partitionKey },
        ExpressionAttributeValues: { ':list': holdersList(role) },
        ScanIndexForward: false,
        Limit: limit,
        ...(after ? { ExclusiveStartKey: keyAt(role, after) } : {}),
      }),
    );
    const last = answer.LastEvaluatedKey?.[accessByList.sortKey];
    return {
      grants: (answer.Items ?? []) as readonly unknown[] as readonly GrantItem[],
      next: last && writeCursor({ role, listedAs: last }),
    };
  };
}
