import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { roleItem } from '../../../contracts/internal/tables.ts';
import { builtInRoles, type Permission, permissions } from '../../../contracts/permissions.ts';
import { assignRole } from '../../../lambdas/access/roles/assign-role.ts';
import { replaceRoles } from '../../../lambdas/access/roles/replace-roles.ts';
import { revokeRole } from '../../../lambdas/access/roles/revoke-role.ts';
import type { RoleDependencies } from '../../../lambdas/access/roles/run-once.ts';
import { type Authorization, authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { adminHoldersKey, grantItem } from '../../../lambdas/domain/authorization/grants.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { Activity } from '../simulation/activity.ts';
import { awsError } from '../simulation/aws-error.ts';
import { clientsOf } from '../simulation/clients.ts';
import { Cloud } from '../simulation/cloud.ts';
import { Database } from '../simulation/dynamo/database.ts';
import { FaultPlan } from '../simulation/fault.ts';
import { seededRandom } from '../simulation/random.ts';

export const ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const NOW = '2026-11-22T10:00:00.000Z';

/** What happens to a call: nothing is written (`error`), or all is written and the answer is `lost`. */
export type Fate = 'error' | 'lost' | undefined;

/** DynamoDB in memory, which records its calls and applies the fates to them in order. */
function faultyClient(database: Database, seed: number) {
  const atOnce = { turn: async () => {} } as never;
  const { dynamo } = clientsOf(new Activity('test'), new Cloud(atOnce, new FaultPlan([])), database.operations);
  const random = seededRandom(seed);
  const fates: Fate[] = [];
  const calls: string[] = [];
  const send = async (command: object) => {
    calls.push(command.constructor.name.replace(/Command$/, ''));
    const fate = fates.shift();
    // Each call waits a random number of turns, so that concurrent requests interleave.
    for (let turns = random() * 4; turns >= 0; turns -= 1) await new Promise(setImmediate);
    if (fate === 'error') throw awsError('InternalServerError');
    const answer = dynamo.send(command as never);
    if (fate !== 'lost') return answer;
    // A refusal is lost as well.
    await answer.catch(() => {});
    throw awsError('TimeoutError');
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, fates, calls };
}

interface UserState {
  readonly userId?: string;
  readonly roles?: readonly string[];
  readonly disabled?: boolean;
  readonly deletionStartedAt?: string;
  readonly registering?: boolean;
}

interface CallerOptions {
  readonly by?: string;
  readonly permissions?: readonly Permission[];
  readonly idempotencyKey?: string;
}

/** The operations on roles over a database with the built-in roles and the users that a test adds. */
export function aRoleWorld(seed = 1) {
  const database = new Database();
  const { client, fates, calls } = faultyClient(database, seed);
  const [access, journal] = [database.table('access'), database.table('journal')];
  let count = 0;
  const deps: RoleDependencies = {
    client,
    tables: { access: 'access', users: 'users', journal: 'journal' },
    clock: () => new Date(NOW),
    newId: () => `operation-${++count}`,
  };

  const role = (name: string, held: readonly Permission[] = [], more: object = {}) =>
    access.put({ ...roleItem(name, { description: name, permissions: held, builtIn: false }), ...more });
  for (const [name, definition] of Object.entries(builtInRoles)) role(name, definition.permissions);

  const admins = () => Number(access.get(adminHoldersKey)?.active ?? 0);

  function addUser({ userId = ANN, roles = [], disabled, ...profile }: UserState = {}) {
    database.table('users').put({ userId, ...profile });
    const holds = roles.length > 0 ? { roles: new Set(roles) } : {};
    if (roles.length > 0 || disabled) access.put({ ...authorizationKey(userId), ...holds, version: 1, disabled });
    for (const name of roles) access.put({ ...grantItem({ userId, role: name, grantedBy: ADMIN, grantedAt: NOW }) });
    if (roles.includes('admin') && !disabled) access.put({ ...adminHoldersKey, active: admins() + 1 });
    return userId;
  }

  /** A request for an operation; of an admin with all permissions by default. */
  const request = (
    userId = ANN,
    { by = ADMIN, permissions: held = permissions, idempotencyKey }: CallerOptions = {},
  ) => ({
    userId,
    caller: { userId: by, permissions: new Set<string>(held) },
    actor: { type: 'user' as const, id: by },
    correlationId: 'cor-1',
    requestId: 'req-1',
    idempotencyKey,
  });

  const rows = () => journal.items as unknown as readonly JournalRow[];
  const authorization = (userId = ANN) => access.get(authorizationKey(userId)) as unknown as Authorization | undefined;

  return {
    deps,
    fates,
    calls,
    role,
    addUser,
    request,
    admins,
    authorization,
    rows,
    access,
    assign: assignRole(deps),
    revoke: revokeRole(deps),
    replace: replaceRoles(deps),
    roles: (userId = ANN) => [...(authorization(userId)?.roles ?? [])].sort(),
    grants: (userId = ANN) =>
      access.items
        .filter(({ pk, sk }) => pk === `USER#${userId}` && String(sk).startsWith('GRANT#'))
        .map((item) => String(item.role))
        .sort(),
    /** The recorded events by time: `RoleAssignmentFailed user not_allowed`. */
    events: () =>
      rows()
        .toSorted((a, b) => (a.detail.metadata.occurredAt < b.detail.metadata.occurredAt ? -1 : 1))
        .map(({ type, detail }) => {
          const { role: of, reason } = detail.data as { role?: string; reason?: string };
          return [type, of, reason].filter((part) => part !== undefined).join(' ');
        }),
  };
}
export type RoleWorld = ReturnType<typeof aRoleWorld>;

export const refusedWith = (type: string) => expect.objectContaining({ name: 'Refusal', type });
