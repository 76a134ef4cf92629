import { auditQuery } from '../../contracts/api/audit.ts';
import { api } from '../platform/api/api.ts';
import { readQuery } from '../platform/api/endpoint.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { listEntries } from './list-entries.ts';
import { auditReader } from './store.ts';

const { AUDIT_TABLE } = readEnvironment('audit/api');

const list = listEntries(auditReader(dynamo(), AUDIT_TABLE));

export const handler = api({
  listAuditEntries: async (request) => ({ status: 200, body: await list(readQuery(request, auditQuery)) }),
});
