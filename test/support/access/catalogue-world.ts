import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { definitionsKey, groupItem, type RoleItem, roleItem, roleKey } from '../../../contracts/internal/tables.ts';
import { permissionGroups } from '../../../contracts/permission-groups.ts';
import { builtInRoles, type Permission, permissions } from '../../../contracts/permissions.ts';
import { type Authorization, authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { grantActions } from '../../../lambdas/domain/authorization/grants.ts';
import { writeTransaction } from '../../../lambdas/platform/aws/dynamo.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { Database } from '../simulation/dynamo/database.ts';

export const ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const AT = new Date('2026-11-22T10:00:00.000Z');
export const tables = { access: 'access', users: 'users', journal: 'journal' };

interface Command {
  readonly input: object;
}

const wireNames: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};

/** A caller who holds these permissions; all of them where not said. */
export const by = (...authorization: readonly Permission[]) => ({
  caller: { userId: ADMIN, permissions: new Set<string>(authorization.length > 0 ? authorization : permissions) },
  actor: { type: 'user', id: ADMIN } as const,
  correlationId: 'cor-1',
  requestId: 'req-1',
});

/** The access table of a system that is set up, in memory; and what a test does between two calls. */
export class CatalogueWorld {
  readonly database = new Database();
  /** Runs before each call, once; the next call gets the operation's name on the wire. */
  before: ((operation: string) => unknown) | undefined;
  /** How many queries still find the index empty: it lags. */
  staleQueries = 0;
  #ids = 0;

  constructor() {
    for (const [name, role] of Object.entries(builtInRoles))
      this.put({ ...roleItem(name, { ...role, builtIn: true }) });
    for (const [name, group] of Object.entries(permissionGroups)) this.put({ ...groupItem(name, group) });
    this.database.table('users').put({ userId: ANN });
  }

  clock = () => AT;
  ids = () => {
    this.#ids += 1;
    return `operation-${this.#ids}`;
  };

  readonly client = {
    send: async (command: Command) => {
      const { name } = command.constructor;
      const operation = wireNames[name] ?? name;
      const before = this.before;
      this.before = undefined;
      await before?.(operation);
      if (operation === 'Query' && this.staleQueries > 0) {
        this.staleQueries -= 1;
        return { Items: [] };
      }
      return this.database.operations[operation]?.(command.input as never);
    },
  } as unknown as DynamoDBDocumentClient;

  put(item: Record<string, unknown>): void {
    this.database.table('access').put(item);
  }

  /** A custom role. */
  role(name: string, ...authorization: readonly Permission[]): RoleItem {
    const item = {
      ...roleItem(name, { description: 'Of a test.', permissions: authorization, builtIn: false }),
      version: 1,
    };
    this.put(item);
    return item;
  }

  roleNamed = (name: string) => this.database.table('access').get(roleKey(name)) as RoleItem | undefined;

  /** Assigns the role to Ann; false where it is not assignable. */
  async grant(role: string): Promise<boolean> {
    const actions = grantActions('access', { userId: ANN, roles: [role], grantedBy: ADMIN, at: AT });
    return (await writeTransaction(this.client, actions)) === undefined;
  }

  get authorization(): Authorization | undefined {
    return this.database.table('access').get(authorizationKey(ANN)) as Authorization | undefined;
  }

  get definitionsVersion(): unknown {
    return this.database.table('access').get(definitionsKey)?.version;
  }

  get rows(): readonly JournalRow[] {
    return this.database.table('journal').items as readonly unknown[] as readonly JournalRow[];
  }

  get events(): readonly string[] {
    return this.rows.map(({ type }) => type);
  }
}
