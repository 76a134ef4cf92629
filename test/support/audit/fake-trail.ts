import type { AuditEntry } from '../../../contracts/api/audit.ts';
import { LISTING } from '../../../contracts/internal/tables.ts';
import type { Selection } from '../../../lambdas/audit/list-entries.ts';
import { type AppendEntry, type AuditRow, type ReadRows, sortKeyOf } from '../../../lambdas/audit/store.ts';

/** An entry of a second of its own; the number makes its id and its time. */
export function anEntry(number: number, changes: Partial<AuditEntry> = {}): AuditEntry {
  const id = `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`;
  return {
    id,
    eventId: id,
    occurredAt: new Date(Date.UTC(2026, 10, 22, 9, 0, number)).toISOString(),
    actorId: 'actor-1',
    action: 'USER_REGISTERED',
    targetType: 'user',
    targetId: 'user-1',
    details: {},
    correlationId: 'cor-1',
    ...changes,
  };
}

type Row = AuditRow & Readonly<Record<string, unknown>>;

const isIn = ({ index, partition, from, to }: Selection, row: Row): boolean =>
  row[index.partitionKey] === partition && (from === undefined || row.at >= from) && (to === undefined || row.at <= to);

/** The audit table in memory: appends once an event, reads an index as DynamoDB does, and counts what it read. */
export function fakeTrail(...entries: readonly AuditEntry[]) {
  const rows = new Map<string, Row>();
  const counted = { rowsRead: 0, reads: 0 };

  const append: AppendEntry = async (entry) => {
    if (rows.has(entry.eventId)) return 'already_recorded';
    rows.set(entry.eventId, { ...entry, at: sortKeyOf(entry), listing: LISTING });
    return 'appended';
  };

  const read: ReadRows = async (selection, most, after) => {
    const inIndex = [...rows.values()]
      .filter((row) => isIn(selection, row) && (after === undefined || row.at < after))
      .sort((one, other) => (one.at < other.at ? 1 : -1));
    const found = inIndex.slice(0, most);
    counted.reads += 1;
    counted.rowsRead += found.length;
    // As DynamoDB: a read that stopped at its limit says where, even at the very end.
    const next = found.length === most ? found.at(-1)?.at : undefined;
    const passing = found.filter((row) => selection.rest.every(({ attribute, value }) => row[attribute] === value));
    return { rows: passing, next };
  };

  for (const entry of entries) void append(entry);
  return { append, read, rows, counted };
}
