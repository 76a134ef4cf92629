import { GROUPS_LIST, type GroupItem } from '../../contracts/internal/access-items.ts';
import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { storedDecisions } from './authorizer/stored-decisions.ts';
import { decisionEndpoints } from './decision-endpoints.ts';
import { groupEndpoints } from './groups/endpoints.ts';
import { groupStore } from './groups/store.ts';
import { catalogueEndpoints } from './roles/definition-endpoints.ts';
import { catalogue } from './roles/definition-store.ts';
import { roleHolders } from './roles/holders.ts';
import { listDefinitions } from './roles/list-definitions.ts';
import { roleReads } from './roles/reads.ts';
import { userRoleEndpoints } from './roles/user-role-endpoints.ts';

const env = readEnvironment('access/api');
const client = dynamo();
const tables = { access: env.ACCESS_TABLE, users: env.USERS_TABLE, journal: env.JOURNAL_TABLE };
const present = { clock: systemClock, ids: newId };

export const handler = api({
  ...decisionEndpoints(storedDecisions(client, env.ACCESS_TABLE, systemClock)),
  ...userRoleEndpoints({
    ...present,
    client,
    tables,
    reads: roleReads(client, tables),
    holders: roleHolders(client, tables.access),
  }),
  ...catalogueEndpoints({ ...present, catalogue: catalogue(client, tables), sleep }),
  ...groupEndpoints({
    ...present,
    store: groupStore(client, tables),
    list: () => listDefinitions<GroupItem>(client, tables.access, GROUPS_LIST),
  }),
});
