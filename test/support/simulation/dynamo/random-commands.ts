import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { registrationsByDue, roleItem } from '../../../../contracts/internal/tables.ts';
import { permissions } from '../../../../contracts/permissions.ts';
import * as guarded from '../../../../lambdas/access/roles/guarded-actions.ts';
import { authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import {
  countAdmin,
  grantActions,
  removeAuthorizationActions,
} from '../../../../lambdas/domain/authorization/grants.ts';
import { recordKey } from '../../../../lambdas/domain/registration/record.ts';
import type { WriteAction } from '../../../../lambdas/platform/aws/dynamo.ts';
import {
  lockEmail,
  pendingRolesUpdate,
  postponeUpdate,
  reserveUpdate,
  transitionUpdate,
  unlockEmail,
} from '../../../../lambdas/registration/updates.ts';

// Few ids, so that commands meet each other's items.
const ids = fc.constantFrom('r1', 'r2');
const roles = fc.constantFrom<readonly string[]>([], ['user'], ['user', 'admin']);
const at = fc.constantFrom(...[1, 2, 3].map((minute) => new Date(Date.UTC(2026, 10, 22, 9, minute))));
const states = fc.constantFrom('created', 'registered', 'roles_pending', 'rolling_back', 'rolled_back');

const reservationOf = (registrationId: string) => ({
  registrationId,
  userId: `user-${registrationId}`,
  email: 'ann@example.com',
  name: 'Ann',
  roles: ['user'],
  requestedBy: 'admin',
  method: 'admin' as const,
  correlationId: 'cor-1',
});

const table = 'registrations';
const access = 'access';

const moves = fc.tuple(ids, states, at, fc.boolean()).map(([registrationId, state, time, noted]) =>
  transitionUpdate(table, {
    registrationId,
    state,
    at: time,
    changes: noted ? { attempts: 1, nextAttemptAt: time.toISOString() } : {},
  }),
);

const held = fc.constantFrom(undefined, { version: 1 }, { version: 1, roles: new Set(['user']) });

const roleTables = { access, users: 'users', journal: 'journal' };
const asked = fc.tuple(
  ids,
  fc.constantFrom([], ['users:read'], permissions),
  fc.constantFrom('user', 'admin', 'reader'),
);
const requestOf = (userId: string, held: readonly string[]) => ({
  userId,
  caller: { userId: 'admin', permissions: new Set(held) },
  actor: { type: 'user' as const, id: 'admin' },
  correlationId: 'cor-1',
  requestId: 'req-1',
});

/** A role given or taken by hand, of the caller's reach or beyond, and the roles themselves. */
const changes: fc.Arbitrary<readonly WriteAction[]> = fc
  .tuple(asked, fc.boolean(), fc.constantFrom('define', 'assign', 'revoke'))
  .map(([[userId, held, role], disabled, change]) => {
    const request = requestOf(userId, held);
    const item = roleItem(role, {
      description: role,
      permissions: role === 'user' ? [] : ['users:read'],
      builtIn: false,
    });
    if (change === 'define') return [{ Put: { TableName: access, Item: item } }];
    const time = '2026-11-22T09:00:00.000Z';
    const actions =
      change === 'assign'
        ? [
            guarded.checkRoleIsAssignable(roleTables, request, role),
            guarded.createGrant(roleTables, request, role, time),
            ...guarded.addRole(roleTables, request, role, disabled),
          ]
        : [
            ...guarded.checkRoleIsRevocable(roleTables, request, role),
            guarded.deleteGrant(roleTables, request, role),
            ...guarded.subtractRole(roleTables, request, role, { disabled, at: time }),
          ];
    return actions.map(({ action }) => action);
  });

/** The product's own writes, one action or a few that belong together. */
const writes: fc.Arbitrary<readonly WriteAction[]> = fc.oneof(
  moves.map((Update) => [{ Update }]),
  changes,
  fc
    .tuple(ids, at, fc.constantFrom('reserved', 'failed'))
    .map(([id, time, state]) => [
      reserveUpdate(
        table,
        id,
        { ...reservationOf(id), state, ...(state === 'reserved' ? { validatedAt: time.toISOString() } : {}) },
        time,
      ),
      lockEmail(table, reservationOf(id)),
    ]),
  ids.map((id) => [unlockEmail(table, reservationOf(id))]),
  fc
    .tuple(ids, roles, at)
    .map(([userId, given, time]) => grantActions(access, { userId, roles: given, grantedBy: 'admin', at: time })),
  fc.tuple(ids, held).map(([userId, before]) => removeAuthorizationActions(access, userId, before)),
  fc.constantFrom<1 | -1>(1, -1).map((change) => [countAdmin(access, change)]),
  fc
    .tuple(ids, at)
    .map(([id, time]) => [
      { Update: pendingRolesUpdate(table, { registrationId: id, at: time, changes: { attempts: 2 } }, 1) },
    ]),
);

/** Commands as the product sends them, in any order. */
export const commands = fc.oneof(
  { weight: 8, arbitrary: writes.map((actions) => new TransactWriteCommand({ TransactItems: [...actions] })) },
  { weight: 3, arbitrary: moves.map((move) => new UpdateCommand({ ...move, ReturnValues: 'ALL_NEW' })) },
  {
    weight: 1,
    arbitrary: fc.tuple(ids, at).map(([id, time]) => new UpdateCommand(postponeUpdate(table, id, 'created', time))),
  },
  {
    weight: 1,
    arbitrary: ids.map(
      (id) =>
        new PutCommand({
          TableName: table,
          Item: { ...recordKey(id), ...reservationOf(id), state: 'reserved', steps: [] },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
    ),
  },
  { weight: 1, arbitrary: ids.map((id) => new GetCommand({ TableName: table, Key: recordKey(id) })) },
  {
    weight: 1,
    arbitrary: ids.map((id) => new BatchGetCommand({ RequestItems: { [access]: { Keys: [authorizationKey(id)] } } })),
  },
  {
    weight: 1,
    arbitrary: at.map(
      (time) =>
        new QueryCommand({
          TableName: table,
          IndexName: registrationsByDue.name,
          KeyConditionExpression: 'dueList = :list AND dueAt <= :now',
          ExpressionAttributeValues: { ':list': 'all', ':now': time.toISOString() },
          Limit: 10,
        }),
    ),
  },
);
