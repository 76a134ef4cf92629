import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { me } from '../../contracts/api/sessions.ts';
import { Refusal } from '../platform/errors.ts';

/** What a user's item tells of her. */
type Person = Omit<z.infer<typeof me>, 'roles' | 'groups' | 'sessions'>;

/** Refuses with 404 who has been deleted since she was let in. */
export type ReadPerson = (userId: string) => Promise<Person>;

export function readPerson(client: DynamoDBDocumentClient, table: string): ReadPerson {
  return async (userId) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }));
    if (Item === undefined) throw new Refusal('user_not_found', 'Your account has been deleted.');
    const { email, name, organisation, status, createdAt } = Item as Person;
    return { userId, email, name, ...(organisation ? { organisation } : {}), status, createdAt };
  };
}
