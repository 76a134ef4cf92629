import { auditQuery } from '../audit.ts';
import type { auditRoutes } from '../routes/audit.ts';
import type { OperationTexts } from './operation-text.ts';

export const auditOperations: OperationTexts<typeof auditRoutes> = {
  listAuditEntries: {
    tag: 'Audit',
    summary: 'List audit entries',
    description:
      'Newest first. An empty filter, or the text null, is no filter. A date without a time means the whole day; `to` is inclusive.',
    query: auditQuery,
    successes: [{ status: 200, description: 'A page of audit entries.', schema: 'AuditPage' }],
  },
};
