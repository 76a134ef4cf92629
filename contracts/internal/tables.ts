import type { GroupKind } from '../permission-groups.ts';
import type { Permission } from '../permissions.ts';

export interface TableIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

export interface TableKeys {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Global secondary indexes; all keys are strings, all project the whole item. */
  readonly indexes?: readonly TableIndex[];
  /** Has a stream (new images), which invokes the publisher. */
  readonly stream?: true;
}

/** DynamoDB's TTL attribute, epoch seconds, on every table. It only cleans up: the code compares times itself. */
export const TTL_ATTRIBUTE = 'expiresAt';

/** The one partition of a listing by time. Cognito creates 50 users a second at most by default, and an
 * index partition takes 1,000 writes a second, so one is enough (docs/adr/0007). */
export const LISTING = 'all';

export const usersByCreation = { name: 'byCreation', partitionKey: 'listing', sortKey: 'createdAt' } as const;

/** Registrations for the sweeper, by the time they are due. Sparse: registrations that have ended are not in it. */
export const registrationsByDue = { name: 'byDue', partitionKey: 'dueList', sortKey: 'dueAt' } as const;

/** Roles, groups, and the holders of each role: one index, whose partitions the keys below name. */
export const accessByList = { name: 'byList', partitionKey: 'list', sortKey: 'listedAs' } as const;

export const sessionsByUser = { name: 'byUser', partitionKey: 'userId', sortKey: 'createdAt' } as const;

// `at` is `<occurredAt>#<eventId>`: newest first, and unique, so that a cursor is exact.
export const auditByTime = { name: 'byTime', partitionKey: 'listing', sortKey: 'at' } as const;
export const auditByActor = { name: 'byActor', partitionKey: 'actorId', sortKey: 'at' } as const;
export const auditByTarget = { name: 'byTarget', partitionKey: 'targetId', sortKey: 'at' } as const;
export const auditByTargetType = { name: 'byTargetType', partitionKey: 'targetType', sortKey: 'at' } as const;
export const auditByAction = { name: 'byAction', partitionKey: 'action', sortKey: 'at' } as const;

/** Every table's keys; the stacks create them and the stores use them. */
export const tables = {
  /** `REGISTRATION#<registrationId>` records, `EMAIL#<canonical>` locks, `EXTERNAL#<authType>#<externalId>` links, and `RECONCILIATION`, the progress of a pass. */
  registrations: { partitionKey: 'pk', indexes: [registrationsByDue] },
  users: { partitionKey: 'userId', indexes: [usersByCreation] },
  /** Grants and roles: see lambdas/domain/authorization/grants.ts. */
  access: { partitionKey: 'pk', sortKey: 'sk', indexes: [accessByList] },
  journal: { partitionKey: 'operationId', sortKey: 'place', stream: true },
  audit: {
    partitionKey: 'eventId',
    indexes: [auditByTime, auditByActor, auditByTarget, auditByTargetType, auditByAction],
  },
  /** One item per mail intent. */
  mail: { partitionKey: 'intentId' },
  /** One item per session: lambdas/domain/sessions/session.ts. */
  sessions: { partitionKey: 'sessionId', indexes: [sessionsByUser] },
  /** One item per mailed link, under the keyed hash of its token. */
  tokens: { partitionKey: 'tokenHash' },
  /** Rate limiting of failed log-ins: `ACCOUNT#<username>`, `IP#<address>`, `MINUTE#<minute>`. */
  throttles: { partitionKey: 'pk' },
  /** `INVITATION#<invitationId>` and `EMAIL#<canonical>`, which refers to the pending one. */
  invitations: { partitionKey: 'pk' },
} as const satisfies Record<string, TableKeys>;
export type TableName = keyof typeof tables;

/**
 * Definitions of roles and permission groups in the access table. A change of one increments the version of
 * `DEFINITIONS` in its transaction, so that a cache of definitions detects that it is stale.
 */
export interface RoleItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Built-in roles can neither be changed nor deleted. */
  readonly builtIn: boolean;
  /** Incremented by each change (optimistic locking). */
  readonly version?: number;
  /** Set while a deletion checks for holders: the role cannot be assigned any more. */
  readonly retiredAt?: string;
  /** Its partition of `accessByList`. */
  readonly list: typeof ROLES_LIST;
  readonly listedAs: string;
}

export interface GroupItem {
  readonly pk: string;
  readonly sk: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Incremented by each change (optimistic locking). */
  readonly version?: number;
  readonly list: typeof GROUPS_LIST;
  readonly listedAs: string;
}

/** Partitions of `accessByList`: all roles and all groups by name, and the holders of a role by time. */
export const ROLES_LIST = 'ROLES';
export const GROUPS_LIST = 'GROUPS';
export const holdersList = (role: string): string => `ROLE#${role}`;

export const roleKey = (role: string) => ({ pk: `ROLE#${role}`, sk: 'ROLE' });
export const groupKey = (group: string) => ({ pk: `GROUP#${group}`, sk: 'GROUP' });

export const roleItem = (name: string, more: Pick<RoleItem, 'description' | 'permissions' | 'builtIn'>): RoleItem => ({
  ...roleKey(name),
  name,
  ...more,
  list: ROLES_LIST,
  listedAs: name,
});

export const groupItem = (name: string, more: Pick<GroupItem, 'kind' | 'description' | 'permissions'>): GroupItem => ({
  ...groupKey(name),
  name,
  ...more,
  list: GROUPS_LIST,
  listedAs: name,
});

/** `{ version }`: incremented by every change of a role's or a group's permissions. */
export const definitionsKey = { pk: 'DEFINITIONS', sk: 'DEFINITIONS' };
