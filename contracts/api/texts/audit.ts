import { auditQuery } from '../audit.ts';
import type { auditRoutes } from '../routes/audit.ts';
import type { OperationTexts } from './operation-text.ts';

export const auditOperations: OperationTexts<typeof auditRoutes> = {
  listAuditEntries: {
    tag: 'Audit',
    summary: 'Reads the audit trail, newest first',
    description:
      'An empty filter, or the text null, is no filter. A date alone means the whole day; `to` is inclusive.',
    query: auditQuery,
    successes: [{ status: 200, description: 'A page of audit entries.', schema: 'AuditPage' }],
  },
};
