import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { newId, readEnvironment, sleep, systemClock } from '../platform/runtime.ts';
import { storedDecisions } from './authorizer/decisions.ts';
import { decisionEndpoints } from './decision-endpoints.ts';
import { groupEndpoints, groupStore } from './groups/permission-groups.ts';
import { definitionEndpoints } from './roles/role-definitions.ts';
import { roleStore } from './roles/role-store.ts';
import { grantReads, userRoleEndpoints } from './roles/user-roles.ts';

const env = readEnvironment('access/api');
const client = dynamo();
const tables = { access: env.ACCESS_TABLE, users: env.USERS_TABLE, journal: env.JOURNAL_TABLE };
const shared = { clock: systemClock, newId };

export const handler = api({
  ...decisionEndpoints(storedDecisions(client, env.ACCESS_TABLE, systemClock)),
  ...userRoleEndpoints({ ...shared, client, tables, grants: grantReads(client, tables) }),
  ...definitionEndpoints({ ...shared, store: roleStore(client, tables), sleep }),
  ...groupEndpoints({ ...shared, store: groupStore(client, tables) }),
});
