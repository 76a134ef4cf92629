import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { roleKey } from '../../../contracts/internal/access-items.ts';
import { readAuthorization } from '../../domain/authorization/authorization.ts';
import { type GrantItem, grantKey } from '../../domain/authorization/grants.ts';
import { Transient } from '../../platform/errors.ts';

/** What is read about roles and who holds them. */
export interface RoleReads {
  /** By role; undefined when there is no such user. */
  grantsOf(userId: string): Promise<readonly GrantItem[] | undefined>;
  isRole(role: string): Promise<boolean>;
}

export interface ReadTables {
  readonly access: string;
  readonly users: string;
}

export function roleReads(client: DynamoDBDocumentClient, { access, users }: ReadTables): RoleReads {
  const authorizationOf = readAuthorization(client, access);

  async function isThere(TableName: string, Key: Record<string, string>): Promise<boolean> {
    return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
  }

  async function grants(userId: string, roles: readonly string[]): Promise<readonly GrantItem[]> {
    if (roles.length === 0) return [];
    const Keys = roles.map((role) => grantKey(userId, role));
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [access]: { Keys, ConsistentRead: true } } }),
    );
    // A hole would read as "does not hold it".
    if ((answer.UnprocessedKeys?.[access]?.Keys ?? []).length > 0)
      throw new Transient(503, 'some grants were not read');
    return (answer.Responses?.[access] ?? []) as readonly unknown[] as readonly GrantItem[];
  }

  return {
    async grantsOf(userId) {
      const [known, held] = await Promise.all([isThere(users, { userId }), authorizationOf(userId)]);
      if (!known) return undefined;
      const found = await grants(userId, [...(held?.roles ?? [])]);
      return found.toSorted((one, other) => (one.role < other.role ? -1 : 1));
    },

    isRole: (role) => isThere(access, roleKey(role)),
  };
}
