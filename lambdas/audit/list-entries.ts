import type { AuditEntry, AuditQuery } from '../../contracts/api/audit.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type Selection, selectionOf } from './query.ts';
import type { AuditRow, ReadRows } from './read-rows.ts';

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  /** Absent at the list's end. A page can be short, even empty, and still have one: see MOST_READS. */
  readonly nextCursor?: string;
}

// A Query reads 1 MB at most, so a page stays below the 6 MB that a Lambda may answer; with filters
// left to check, a page looks at 1,000 rows at most and then says where to go on.
const MAX_READS = 4;
const FILTERED_READ = 250;

interface Read {
  readonly rows: readonly AuditRow[];
  readonly next: string | undefined;
}

/** Rows until the page is full; without filters left to check exactly those that are shown. */
async function readPage(selection: Selection, limit: number, start: string | undefined, read: ReadRows): Promise<Read> {
  const rows: AuditRow[] = [];
  let next = start;
  for (let reads = 0; reads < MAX_READS && rows.length < limit; reads += 1) {
    const most = selection.rest.length > 0 ? FILTERED_READ : limit - rows.length;
    const found = await read(selection, most, next);
    rows.push(...found.rows);
    next = found.next;
    if (next === undefined) break;
  }
  return { rows, next };
}

/** A filtered read can bring more than the page takes: the next page then starts behind the last one shown. */
function cut({ rows, next }: Read, limit: number): Read {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? shown.at(-1)?.at : next };
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
    const start = query.cursor === undefined ? undefined : readCursor(selection, query.cursor);
    const { rows, next } = cut(await readPage(selection, query.limit, start, read), query.limit);
    const items = rows.map(toApi);
    return next === undefined ? { items } : { items, nextCursor: writeCursor(selection, next) };
  };
}
