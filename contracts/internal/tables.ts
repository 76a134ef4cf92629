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

/** Roles, groups, and the holders of each role: one index, whose partitions contracts/internal/access-items.ts names. */
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
