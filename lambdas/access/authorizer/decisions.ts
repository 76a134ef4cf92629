import { definitionsKey } from '../../../contracts/internal/tables.ts';
import type { Authorization, ReadAuthorization, ReadPermissions } from '../../domain/authorization/authorization.ts';
import { readAuthorization, readPermissions } from '../../domain/authorization/authorization.ts';
import { type DynamoDBDocumentClient, GetCommand } from '../../platform/aws/dynamo.ts';
import type { Clock } from '../../platform/runtime.ts';
import { ttlCache } from '../../platform/ttl-cache.ts';

/** What a user may do; nothing without `access`, which unknown and disabled users lack. */
export interface Decision {
  readonly access: boolean;
  /** By name. */
  readonly permissions: readonly string[];
}

/** A decision, and the authorization that it rests on, as it is now. */
export interface Decided {
  readonly authorization: Authorization | undefined;
  readonly decision: Decision;
}

/** Throws what the database throws: nothing is decided then. */
export type Decide = (userId: string) => Promise<Decided>;

/** The key pattern of a user's decisions in any cache, for consumers that cache decisions of ours. */
export const cacheKeyPattern = (userId: string): string => `authz:${userId}:*`;

/** Counts the changes of what roles and groups allow. */
export type DefinitionsVersion = () => Promise<number>;

const readDefinitionsVersion =
  (client: DynamoDBDocumentClient, table: string): DefinitionsVersion =>
  async () => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: definitionsKey, ConsistentRead: true }));
    return Number(answer.Item?.version ?? 0);
  };

// A revoked permission is unusable within 5 s; one second is for the request that is under way.
const VERSION_TTL_MS = 4_000;

/**
 * Caches the version for 4 s. Its age counts from before the read, so that a slow answer is not taken for a young
 * one. A clock that was set back causes a read.
 */
export function cachedVersion(read: DefinitionsVersion, clock: Clock): DefinitionsVersion {
  let cached: { readonly version: number; readonly readAt: number } | undefined;
  return async () => {
    const now = clock().getTime();
    const age = cached === undefined ? -1 : now - cached.readAt;
    if (cached === undefined || age < 0 || age >= VERSION_TTL_MS) cached = { version: await read(), readAt: now };
    return cached.version;
  };
}

export interface DecisionDependencies {
  readonly authorizationOf: ReadAuthorization;
  readonly definitionsVersion: DefinitionsVersion;
  readonly permissionsOf: ReadPermissions;
  readonly clock: Clock;
}

const TTL_MS = 300_000;

// About 1 KB each, so 5 MB of an instance's 512; an instance serves one request at a time, some 16 users a second for 300 s.
export const MAX_ENTRIES = 5_000;

const noAccess: Decision = { access: false, permissions: [] };

/**
 * All that a decision rests on. The version changes with each change of the item; but an item that was deleted and
 * created again, as a restored table may have it, counts from 1 again: its roles and groups are compared, too.
 */
const basisOf = (authorization: Authorization | undefined, definitions: number): string => {
  const { version, disabled, roles = [], groups = [] } = authorization ?? {};
  return JSON.stringify([definitions, authorization && [version, disabled === true, [...roles], [...groups]]]);
};

/**
 * Decides what a user may do, and caches decisions, denials too, for 300 s at most. The authorization is read on every
 * call, so a change of it counts at once; a change of what a role or a group allows counts as soon as
 * `definitionsVersion` returns another version. See docs/adr/0014.
 */
export function decisions({ authorizationOf, definitionsVersion, permissionsOf, clock }: DecisionDependencies): Decide {
  const cache = ttlCache<{ readonly basis: string; readonly decision: Decision }>({
    ttlMs: TTL_MS,
    maxEntries: MAX_ENTRIES,
    clock,
  });

  async function decideOn(authorization: Authorization | undefined): Promise<Decision> {
    if (authorization === undefined || authorization.disabled === true) return noAccess;
    return { access: true, permissions: [...(await permissionsOf(authorization))].sort() };
  }

  return async (userId) => {
    const [authorization, definitions] = await Promise.all([authorizationOf(userId), definitionsVersion()]);
    const basis = basisOf(authorization, definitions);
    const cached = cache.get(userId);
    if (cached?.basis === basis) return { authorization, decision: cached.decision };
    const decision = await decideOn(authorization);
    cache.set(userId, { basis, decision });
    return { authorization, decision };
  };
}

/** Decisions on the access table. The authorizer and the routes that return its decisions use the same. */
export const storedDecisions = (client: DynamoDBDocumentClient, table: string, clock: Clock): Decide =>
  decisions({
    authorizationOf: readAuthorization(client, table),
    definitionsVersion: cachedVersion(readDefinitionsVersion(client, table), clock),
    permissionsOf: readPermissions(client, table),
    clock,
  });
