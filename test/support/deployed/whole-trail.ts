import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../../contracts/internal/tables.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { eventIdOf } from '../../../lambdas/platform/runtime.ts';
import { eventually } from '../eventually.ts';
import type { Entry } from './audit-trail.ts';
import type { Item } from './items.ts';
import { clients, outputs } from './system.ts';

/** Everything in a table; the tests' own right, no function has it. */
async function allOf<Found = Item>(table: TableName): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const { Items = [] } of paginateScan({ client: clients.tables }, { TableName: outputs.tables[table] })) {
    found.push(...(Items as Found[]));
  }
  return found;
}

/** The whole journal against the whole audit trail. */
export interface WholeTrail {
  readonly rows: number;
  /** Of these rows. */
  readonly entries: number;
  /** Types of the rows without an entry. */
  readonly missing: readonly string[];
  /** Actions of the entries without a row, attempts aside: the workflow itself publishes those. */
  readonly strange: readonly string[];
}

async function wholeTrail(): Promise<WholeTrail> {
  const [rows, entries] = await Promise.all([allOf<JournalRow>('journal'), allOf<Entry>('audit')]);
  const audited = new Set(entries.map(({ eventId }) => eventId));
  const journaled = new Set(rows.map(({ detail }) => detail.metadata.eventId));
  const attempts = new Set(rows.map(({ operationId }) => eventIdOf(operationId, 'started')));
  const missing = rows.filter(({ detail }) => !audited.has(detail.metadata.eventId));
  const strange = entries.filter(({ eventId }) => !journaled.has(eventId) && !attempts.has(eventId));
  return {
    rows: rows.length,
    entries: entries.filter(({ eventId }) => journaled.has(eventId)).length,
    missing: missing.map(({ type }) => type),
    strange: strange.map(({ action }) => action),
  };
}

/** Waits until each journal row has its one audit entry, and no entry is of anything else. */
export const expectWholeTrail = (seconds: number): Promise<WholeTrail> =>
  eventually(
    'journal rows are audit entries',
    async () => {
      const trail = await wholeTrail();
      if (trail.missing.length + trail.strange.length === 0) return trail;
      throw new Error(JSON.stringify({ ...trail, missing: trail.missing.length, first: trail.missing[0] }));
    },
    seconds,
  );
