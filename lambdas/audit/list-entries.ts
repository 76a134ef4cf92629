import type { AuditEntry, AuditQuery } from '../../contracts/api/audit.ts';
import { decodePosition, encodePosition, type Selection, selectionOf } from './query.ts';
import type { AuditRow, ReadRows } from './store.ts';

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  /** Absent at the list's end. A page can be short, even empty, and still have one: see MAX_READS. */
  readonly nextCursor?: string;
}

// A Query reads at most 1 MB, so a page stays below the 6 MB limit of a Lambda's response. With filters left to check,
// a page reads at most 1,000 rows and then returns a cursor.
const MAX_READS = 4;
const FILTERED_READ = 250;

interface Read {
  readonly rows: readonly AuditRow[];
  readonly next: string | undefined;
}

/** Reads until the page is full; without filters left to check it reads exactly the rows of the page. */
async function readPage(selection: Selection, limit: number, start: string | undefined, read: ReadRows): Promise<Read> {
  const rows: AuditRow[] = [];
  let next = start;
  for (let reads = 0; reads < MAX_READS && rows.length < limit; reads += 1) {
    const most = selection.rest.length > 0 ? FILTERED_READ : limit - rows.length;
    const answer = await read(selection, most, next);
    rows.push(...answer.rows);
    next = answer.next;
    if (next === undefined) break;
  }
  return { rows, next };
}

/** A filtered read can return more rows than the page holds: the next page then starts after its last row. */
function cut({ rows, next }: Read, limit: number): Read {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? page.at(-1)?.at : next };
}

function toApi(row: AuditRow): AuditEntry {
  const { eventId, occurredAt, actorId, actorName, action, targetType, targetId, details } = row;
  const { ip, userAgent, correlationId } = row;
  const entry = { id: eventId, occurredAt, actorId, actorName, action, targetType, targetId, details };
  return { ...entry, ip, userAgent, eventId, correlationId };
}

/** A page of the audit trail, newest first. */
export function listEntries(read: ReadRows): (query: AuditQuery) => Promise<AuditPage> {
  return async (query) => {
    const selection = selectionOf(query);
    const start = query.cursor === undefined ? undefined : decodePosition(selection, query.cursor);
    const { rows, next } = cut(await readPage(selection, query.limit, start, read), query.limit);
    const items = rows.map(toApi);
    return next === undefined ? { items } : { items, nextCursor: encodePosition(selection, next) };
  };
}
