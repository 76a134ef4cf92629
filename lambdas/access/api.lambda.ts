import { GROUPS_LIST, type GroupItem } from '../../contracts/access-items.ts';
import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { groupStore } from '../platform/groups/store.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { catalogueEndpoints } from './catalogue/endpoints.ts';
import { catalogue } from './catalogue/store.ts';
import { decisionEndpoints } from './decision-endpoints.ts';
import { groupEndpoints } from './groups/endpoints.ts';
import { listDefinitions } from './list-definitions.ts';
import { storedDecisions } from './stored-decisions.ts';
import { userRoleEndpoints } from './user-roles/endpoints.ts';
import { roleHolders } from './user-roles/holders.ts';
import { roleReads } from './user-roles/reads.ts';

const env = readEnvironment('ACCESS_TABLE', 'USERS_TABLE', 'JOURNAL_TABLE');
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
