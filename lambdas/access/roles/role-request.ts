import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../../../contracts/events/define-event.ts';
import type { Permission } from '../../../contracts/permissions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Operation } from '../../platform/events/journal.ts';
import { derivedId, type IdSource } from '../../platform/ids.ts';

export interface RoleTables {
  readonly access: string;
  readonly users: string;
  readonly journal: string;
}

/** What every operation on roles works with. */
export interface RoleDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: RoleTables;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Whose roles are changed, who asks for it and what she holds, and of which request. */
export interface RoleRequest {
  readonly userId: string;
  readonly caller: { readonly userId: string; readonly permissions: ReadonlySet<string> };
  /** The same key is the same operation, which is carried out once. */
  readonly idempotencyKey?: string | undefined;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export const ASSIGN = 'roles:assign' satisfies Permission;

type Name = 'assign-role' | 'revoke-role' | 'replace-roles';

export const operationIdOf = (name: Name, { caller, idempotencyKey }: RoleRequest, ids: IdSource): string =>
  idempotencyKey === undefined ? ids() : derivedId(`${name}:${caller.userId}:${idempotencyKey}`);

/** What follows an operation that the store did not carry out, when it is asked for again with its key. */
export const nextOperationId = (id: string): string => derivedId(`${id}:again`);

export const operationOf = (id: string, { actor, correlationId, requestId }: RoleRequest, at: Date): Operation => ({
  id,
  correlationId,
  causationId: requestId,
  actor,
  at,
});
