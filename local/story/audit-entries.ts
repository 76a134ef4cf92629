import * as z from 'zod/mini';
import { type AuditEntry, auditPage } from '../../contracts/api/audit.ts';
import type { ApiClient } from '../api-client.ts';

/** A registration has about ten events; the rest is room for what others do meanwhile. */
const PAGE = 200;

/** The audit entries since `from` that belong to one correlation id, oldest first. */
export async function auditEntries(api: ApiClient, from: Date, correlationId: string): Promise<readonly AuditEntry[]> {
  const query = new URLSearchParams({ from: from.toISOString(), limit: String(PAGE) });
  const answer = await api(`/v1/admin/audit/logs?${query}`);
  const page = z.safeParse(auditPage, answer.body);
  const items = page.success ? page.data.items : [];
  return items.filter((entry) => entry.correlationId === correlationId).toReversed();
}
