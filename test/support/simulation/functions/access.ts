import { groupEndpoints, groupStore } from '../../../../lambdas/access/groups/permission-groups.ts';
import { invalidateCache } from '../../../../lambdas/access/invalidate-cache.ts';
import { definitionEndpoints } from '../../../../lambdas/access/roles/role-definitions.ts';
import { roleStore } from '../../../../lambdas/access/roles/role-store.ts';
import { grantReads } from '../../../../lambdas/access/roles/user-roles.ts';
import { readAuthorization } from '../../../../lambdas/domain/authorization/authorization.ts';
import { sessionStore } from '../../../../lambdas/domain/sessions/store.ts';
import { signOutUser } from '../../../../lambdas/domain/user-pool/users.ts';
import { api } from '../../../../lambdas/platform/api/api.ts';
import { consumerJournal } from '../../../../lambdas/platform/events/journal.ts';
import { endSessions, markSession, markSessions } from '../../../../lambdas/sessions/end-sessions.ts';
import { type InvocationContext, POOL, tables, type Wiring } from './dependencies.ts';

function accessApi({ aws: { dynamo }, deps, clock, sleep, newId }: InvocationContext) {
  const shared = { clock, newId };
  return api({
    ...deps.userRoleEndpoints({
      ...shared,
      client: dynamo,
      tables,
      grants: grantReads(dynamo, tables),
    }),
    ...definitionEndpoints({ ...shared, store: roleStore(dynamo, tables), sleep }),
    ...groupEndpoints({ ...shared, store: groupStore(dynamo, tables) }),
  });
}

/** Roles and groups: their routes, and who follows what becomes of them. */
export const accessFunctions = {
  'access/api': accessApi,
  'access/invalidate-cache': ({ aws, deps, clock }) =>
    deps.consumer(invalidateCache({ journal: consumerJournal(aws.dynamo, tables.journal), clock })),
  'sessions/end-sessions': ({ aws, deps, clock }) => {
    const journal = consumerJournal(aws.dynamo, tables.journal);
    const mark = markSessions({
      sessions: sessionStore(aws.dynamo, tables.sessions),
      authorizationOf: readAuthorization(aws.dynamo, tables.access),
      mark: markSession(aws.dynamo, tables.sessions),
    });
    return deps.consumer(endSessions({ mark, signOut: signOutUser(aws.cognito, POOL), journal, clock }));
  },
} satisfies Record<string, Wiring>;
