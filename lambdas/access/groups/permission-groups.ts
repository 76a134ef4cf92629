import type * as z from 'zod/mini';
import type { PermissionGroup, setPermissionGroupsAnswer } from '../../../contracts/api/access.ts';
import { setPermissionGroupsRequest } from '../../../contracts/api/access.ts';
import { userPath } from '../../../contracts/api/users.ts';
import * as events from '../../../contracts/events/definitions.ts';
import { GROUPS_LIST, type GroupItem, groupKey } from '../../../contracts/internal/tables.ts';
import { permissions as allPermissions } from '../../../contracts/permissions.ts';
import type { Authorization, ReadAuthorization } from '../../domain/authorization/authorization.ts';
import { authorizationKey, readAuthorization } from '../../domain/authorization/authorization.ts';
import { unchanged } from '../../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE, mayBeGivenMore } from '../../domain/profiles.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { type ApiRequest, readBody, readPath } from '../../platform/api/endpoint.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../../platform/aws/dynamo.ts';
import { batchGet, GetCommand, writeTransaction } from '../../platform/aws/dynamo.ts';
import type { JournalEntry, Operation } from '../../platform/events/journal.ts';
import { journalActions, journalEntry, requestOperation } from '../../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import type { Clock, IdSource } from '../../platform/runtime.ts';
import { listDefinitions } from '../roles/role-store.ts';
import { userNotFound } from '../roles/rules.ts';
import { manageableBy, refuseUnassignable, refuseUnknown, refuseWithoutPermission } from './rules.ts';

/** A user's new groups, and what they were decided upon. */
interface GroupsChange {
  readonly userId: string;
  readonly authorization: Authorization | undefined;
  readonly after: readonly string[];
  /** As read: the decision holds while they are the same. */
  readonly changed: readonly GroupItem[];
}

export interface GroupStore {
  /** All groups, by name. */
  list(): Promise<readonly GroupItem[]>;
  /** Whether the user exists, and is not being deleted. */
  hasUser(userId: string): Promise<boolean>;
  readonly authorizationOf: ReadAuthorization;
  /** Those that exist of up to 100 names. */
  find(names: readonly string[]): Promise<readonly GroupItem[]>;
  /** False when the user, the authorization or a changed group is no longer as it was read. */
  write(change: GroupsChange, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

const checkUser = (table: string, userId: string): WriteAction => ({
  ConditionCheck: { TableName: table, Key: { userId }, ConditionExpression: MAY_BE_GIVEN_MORE },
});

const checkGroup = (table: string, { name, kind, permissions }: GroupItem): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: groupKey(name),
    ConditionExpression: '#kind = :kind AND #permissions = :permissions',
    ExpressionAttributeNames: { '#kind': 'kind', '#permissions': 'permissions' },
    ExpressionAttributeValues: { ':kind': kind, ':permissions': permissions },
  },
});

function setGroups(table: string, { userId, authorization, after }: GroupsChange): WriteAction {
  const { ConditionExpression, ExpressionAttributeValues } = unchanged(authorization);
  // DynamoDB has no empty set.
  const change = after.length > 0 ? 'SET #groups = :groups' : 'REMOVE #groups';
  return {
    Update: {
      TableName: table,
      Key: authorizationKey(userId),
      UpdateExpression: `${change} ADD #version :one`,
      ConditionExpression,
      ExpressionAttributeNames: { '#groups': 'groups', '#version': 'version' },
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...(after.length > 0 ? { ':groups': new Set(after) } : {}),
        ':one': 1,
      },
    },
  };
}

export function groupStore(
  client: DynamoDBDocumentClient,
  { access, users, journal }: { readonly access: string; readonly users: string; readonly journal: string },
): GroupStore {
  return {
    list: () => listDefinitions<GroupItem>(client, access, GROUPS_LIST),

    authorizationOf: readAuthorization(client, access),

    async hasUser(userId) {
      const get = new GetCommand({ TableName: users, Key: { userId }, ConsistentRead: true });
      return mayBeGivenMore((await client.send(get)).Item);
    },

    async find(names) {
      const items = await batchGet(client, { [access]: names.map(groupKey) });
      return items[access] as readonly unknown[] as readonly GroupItem[];
    },

    async write(change, operation, entry) {
      const conflict = await writeTransaction(client, [
        setGroups(access, change),
        checkUser(users, change.userId),
        ...change.changed.map((group) => checkGroup(access, group)),
        ...journalActions(journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}

export interface GroupDependencies {
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly newId: IdSource;
}

export interface SetPermissionGroups extends Pick<ApiRequest, 'caller' | 'actor' | 'correlationId' | 'requestId'> {
  readonly userId: string;
  /** All groups that the user is to have, each once. */
  readonly groups: readonly string[];
}

export type GroupsSet = z.output<typeof setPermissionGroupsAnswer>;

/**
 * `set_permission_groups`: replaces all groups of a user in one transaction, on behalf of the caller. Refuses by
 * problem type, in this order: the caller's permission (before anything is read), the user, unknown groups, groups
 * that the caller may not assign or revoke. A request that changes nothing writes no event.
 */
export function setPermissionGroups({ store, clock, newId }: GroupDependencies) {
  return async (request: SetPermissionGroups): Promise<GroupsSet> => {
    const { userId, caller } = request;
    refuseWithoutPermission(caller.permissions);
    const operation = requestOperation(request, newId(), clock());
    const after = [...request.groups].sort();

    return retryUntilUnchanged(async () => {
      const [exists, authorization] = await Promise.all([store.hasUser(userId), store.authorizationOf(userId)]);
      if (!exists) throw userNotFound();
      const before = [...(authorization?.groups ?? [])].sort();
      const known = await store.find([...new Set([...before, ...after])]);
      refuseUnknown(request.groups.filter((name) => !known.some((group) => group.name === name)));
      const isChanged = (name: string) => before.includes(name) !== after.includes(name);
      // A deleted group is no longer known: any caller may revoke it.
      const changed = known.filter(({ name }) => isChanged(name));
      refuseUnassignable(changed, caller.permissions);
      const answer: GroupsSet = { userId, before, after };
      if (![...before, ...after].some(isChanged)) return answer;
      const entry = journalEntry(events.permissionGroupsSetV1, 'set', answer);
      return (await store.write({ userId, authorization, after, changed }, operation, entry)) ? answer : CHANGED;
    });
  };
}

const toGroup = ({ name, kind, description, permissions }: GroupItem): PermissionGroup => ({
  name,
  kind,
  description,
  // A permission that this version does not know is left out.
  permissions: allPermissions.filter((permission) => permissions.includes(permission)),
});

/** The routes of permission groups. */
export function groupEndpoints(deps: GroupDependencies) {
  const setGroups = setPermissionGroups(deps);
  const answer = (groups: readonly GroupItem[]) => ({ status: 200, body: { items: groups.map(toGroup) } });

  return {
    listPermissionGroups: async () => answer(await deps.store.list()),

    listManageableGroups: async ({ caller }) => answer(manageableBy(await deps.store.list(), caller.permissions)),

    setPermissionGroups: async (request) => ({
      status: 200,
      body: await setGroups({
        ...request,
        ...readPath(request, userPath),
        ...readBody(request, setPermissionGroupsRequest),
      }),
    }),
  } satisfies Record<string, Endpoint>;
}
