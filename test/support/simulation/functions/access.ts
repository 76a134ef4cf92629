import { GROUPS_LIST, type GroupItem } from '../../../../contracts/access-items.ts';
import { catalogueEndpoints } from '../../../../lambdas/access/catalogue/endpoints.ts';
import { catalogue } from '../../../../lambdas/access/catalogue/store.ts';
import { groupEndpoints } from '../../../../lambdas/access/groups/endpoints.ts';
import { invalidateCache } from '../../../../lambdas/access/invalidate-cache.ts';
import { listDefinitions } from '../../../../lambdas/access/list-definitions.ts';
import { roleHolders } from '../../../../lambdas/access/user-roles/holders.ts';
import { roleReads } from '../../../../lambdas/access/user-roles/reads.ts';
import { api } from '../../../../lambdas/platform/api/api.ts';
import { readAuthorization } from '../../../../lambdas/platform/authorization.ts';
import { groupStore } from '../../../../lambdas/platform/groups/store.ts';
import { followingJournal } from '../../../../lambdas/platform/journal-once.ts';
import { sessionStore } from '../../../../lambdas/platform/sessions/store.ts';
import { signOutOf } from '../../../../lambdas/platform/sign-out.ts';
import { endSessions } from '../../../../lambdas/sessions/end-sessions.ts';
import { markEnded } from '../../../../lambdas/sessions/mark-ended.ts';
import { markSessions } from '../../../../lambdas/sessions/mark-sessions.ts';
import { type Given, POOL, tables, type Wiring } from './parts.ts';

function accessApi({ aws: { dynamo }, parts, clock, sleep, newId }: Given) {
  const present = { clock, ids: newId };
  return api({
    ...parts.userRoleEndpoints({
      ...present,
      client: dynamo,
      tables,
      reads: roleReads(dynamo, tables),
      holders: roleHolders(dynamo, tables.access),
    }),
    ...catalogueEndpoints({ ...present, catalogue: catalogue(dynamo, tables), sleep }),
    ...groupEndpoints({
      ...present,
      store: groupStore(dynamo, tables),
      list: () => listDefinitions<GroupItem>(dynamo, tables.access, GROUPS_LIST),
    }),
  });
}

/** Roles and groups: their routes, and who follows what becomes of them. */
export const accessFunctions = {
  'access/api': accessApi,
  'access/invalidate-cache': ({ aws, parts, clock }) =>
    parts.consumer(invalidateCache({ journal: followingJournal(aws.dynamo, tables.journal), clock })),
  'sessions/end-sessions': ({ aws, parts, clock }) => {
    const journal = followingJournal(aws.dynamo, tables.journal);
    const mark = markSessions({
      sessions: sessionStore(aws.dynamo, tables.sessions),
      authorizationOf: readAuthorization(aws.dynamo, tables.access),
      mark: markEnded(aws.dynamo, tables.sessions),
    });
    return parts.consumer(endSessions({ mark, signOut: signOutOf(aws.cognito, POOL), journal, clock }));
  },
} satisfies Record<string, Wiring>;
