import type * as z from 'zod/mini';
import { createRoleRequest, type Role, rolePath, updateRoleRequest } from '../../../contracts/api/access.ts';
import { idempotencyKey } from '../../../contracts/api/users.ts';
import * as events from '../../../contracts/events/definitions.ts';
import type { EventData } from '../../../contracts/events/index.ts';
import { type RoleItem, roleItem } from '../../../contracts/internal/tables.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { type ApiRequest, readBody, readHeader, readPath } from '../../platform/api/endpoint.ts';
import { idempotencyKeyReused } from '../../platform/errors.ts';
import { journalEntry, requestOperation } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import { type Clock, derivedId, type IdSource } from '../../platform/runtime.ts';
import type { RoleStore } from './role-store.ts';
import * as rules from './rules.ts';
import { toRole } from './rules.ts';

export interface DefinitionDependencies {
  readonly store: RoleStore;
  readonly clock: Clock;
  readonly newId: IdSource;
}

type CallerOf = Pick<ApiRequest, 'caller' | 'actor' | 'correlationId' | 'requestId'>;

export interface CreateRole extends CallerOf {
  readonly body: z.output<typeof createRoleRequest>;
  readonly idempotencyKey: string | undefined;
}

/** The key of the event in its operation. */
const CREATED = 'created';

/** Creates a role, once for each Idempotency-Key. Refuses by problem type. */
export function createRole({ store, clock, newId }: DefinitionDependencies): (request: CreateRole) => Promise<Role> {
  /** The answer of an earlier request with the same key, if there was one. */
  async function replay(operationId: string, item: RoleItem): Promise<Role | undefined> {
    const recorded = (await store.recordedData(operationId, CREATED)) as EventData<'RoleCreated'> | undefined;
    if (recorded === undefined) return undefined;
    const definition = { description: recorded.description, permissions: rules.inOrder(recorded.permissions) };
    if (recorded.role !== item.name || !rules.isSameDefinition(item, definition)) throw idempotencyKeyReused();
    return rules.toRole(item);
  }

  return async (request) => {
    const { body, caller, idempotencyKey } = request;
    rules.refuseMissingPermissions(caller.permissions, body.permissions);
    const definition = { description: body.description, permissions: rules.inOrder(body.permissions) };
    const item = { ...roleItem(body.name, { ...definition, builtIn: false }), version: 1 };
    const id = idempotencyKey === undefined ? newId() : derivedId(`createRole:${caller.userId}:${idempotencyKey}`);
    const operation = requestOperation(request, id, clock());
    const entry = journalEntry(events.roleCreatedV1, CREATED, { role: item.name, ...definition });

    const isAssigned = await store.isAssigned(item.name);
    if (!isAssigned && (await store.create(item, operation, entry)) === undefined) return rules.toRole(item);
    const earlier = await replay(id, item);
    if (earlier) return earlier;
    const wasDeleted = isAssigned && (await store.find(item.name)) === undefined;
    throw wasDeleted ? rules.deletedRoleInUse(item.name) : rules.roleExists(item.name);
  };
}

export interface UpdateRole extends CallerOf {
  readonly role: string;
  readonly body: z.output<typeof updateRoleRequest>;
}

/** The role that a request changes or deletes. */
async function findCustomRole(store: RoleStore, name: string): Promise<RoleItem> {
  const role = await store.find(name);
  if (role === undefined) throw rules.roleNotFound(name);
  rules.refuseBuiltIn(role);
  return role;
}

const nextVersion = ({ version = 0 }: RoleItem): number => version + 1;

/** Changes the description or the permissions of a role. A request that changes nothing writes no event. */
export function updateRole({ store, clock, newId }: DefinitionDependencies): (request: UpdateRole) => Promise<Role> {
  return (request) => {
    const { role, body, caller } = request;
    const operation = requestOperation(request, newId(), clock());
    return retryUntilUnchanged(async () => {
      const before = await findCustomRole(store, role);
      const definition = rules.definitionOf({
        description: body.description ?? before.description,
        permissions: body.permissions ?? before.permissions,
      });
      rules.refuseMissingPermissions(caller.permissions, [...before.permissions, ...definition.permissions]);
      if (rules.isSameDefinition(before, definition)) return rules.toRole(before);
      const after = { ...before, ...definition, version: nextVersion(before) };
      const entry = journalEntry(events.roleUpdatedV1, 'updated', {
        role,
        before: rules.definitionOf(before),
        after: definition,
      });
      return (await store.update(before, after, operation, entry)) ? rules.toRole(after) : CHANGED;
    });
  };
}

export interface DeleteRole extends CallerOf {
  readonly role: string;
}

export interface DeletionDependencies extends DefinitionDependencies {
  readonly sleep: (ms: number) => Promise<void>;
}

// The index usually follows within tenths of a second. A grant that appears even later belongs to no role: it allows
// nothing, and no role of this name is created while it exists.
const INDEX_LAG_MS = 1_000;

/**
 * Marks the role, so that it is assigned to no user any more (ROLE_IS_ASSIGNABLE). A mark of a concurrent deletion, or
 * of one that died, serves as well. Undefined when the role changed since it was read.
 */
async function retire(store: RoleStore, role: RoleItem, at: Date): Promise<RoleItem | undefined> {
  if (role.retiredAt !== undefined) return role;
  const retired = { ...role, retiredAt: at.toISOString(), version: nextVersion(role) };
  return (await store.mark(role, retired)) ? retired : undefined;
}

/** Makes a retired role assignable again. A concurrent request that was faster restored it, or goes on deleting it. */
async function restore(store: RoleStore, { retiredAt: _, ...role }: RoleItem): Promise<void> {
  try {
    await store.mark(role, { ...role, version: nextVersion(role) });
  } catch (error) {
    logger.error('a role stays retired; deleting it again ends that', { role: role.name, ...errorFields(error) });
  }
}

/** Deletes a role that no user has. Refuses by problem type, and then the role can be assigned as before. */
export function deleteRole(deps: DeletionDependencies): (request: DeleteRole) => Promise<void> {
  const { store, clock, newId, sleep } = deps;

  async function isAssigned(name: string): Promise<boolean> {
    if (await store.isAssigned(name)) return true;
    await sleep(INDEX_LAG_MS);
    return store.isAssigned(name);
  }

  async function refuseAssigned(retired: RoleItem): Promise<void> {
    try {
      if (await isAssigned(retired.name)) throw rules.roleInUse(retired.name);
    } catch (error) {
      await restore(store, retired);
      throw error;
    }
  }

  return (request) => {
    const operation = requestOperation(request, newId(), clock());
    return retryUntilUnchanged(async () => {
      const role = await findCustomRole(store, request.role);
      rules.refuseMissingPermissions(request.caller.permissions, role.permissions);
      const retired = await retire(store, role, operation.at);
      if (retired === undefined) return CHANGED;
      await refuseAssigned(retired);
      const entry = journalEntry(events.roleDeletedV1, 'deleted', {
        role: retired.name,
        ...rules.definitionOf(retired),
      });
      return (await store.delete(retired, operation, entry)) ? undefined : CHANGED;
    });
  };
}

/** The routes of role definitions. */
export function definitionEndpoints(deps: DeletionDependencies) {
  const operations = { create: createRole(deps), update: updateRole(deps), delete: deleteRole(deps) };

  return {
    listRoles: async () => ({ status: 200, body: { items: (await deps.store.list()).map(toRole) } }),

    createRole: async (request) => ({
      status: 201,
      headers: { location: '/v1/roles' },
      body: await operations.create({
        ...request,
        body: readBody(request, createRoleRequest),
        idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey),
      }),
    }),

    updateRole: async (request) => ({
      status: 200,
      body: await operations.update({
        ...request,
        ...readPath(request, rolePath),
        body: readBody(request, updateRoleRequest),
      }),
    }),

    deleteRole: async (request) => {
      await operations.delete({ ...request, ...readPath(request, rolePath) });
      return { status: 204 };
    },
  } satisfies Record<string, Endpoint>;
}
