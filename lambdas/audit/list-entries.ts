import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { AuditEntry, AuditQuery } from '../../contracts/api/audit.ts';
import * as tables from '../../contracts/internal/tables.ts';

import { readCursor, writeCursor } from '../platform/api/endpoint.ts';
import { Refusal } from '../platform/errors.ts';
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

interface Filter {
  readonly attribute: string;
  readonly value: string;
}

/** One index to read, newest first. */
export interface Selection {
  readonly index: tables.TableIndex;
  readonly partition: string;
  /** Filters that the index does not cover: checked on the rows that are read. Usually empty. */
  readonly rest: readonly Filter[];
  /** Bounds of `at`, both inclusive; undefined is open. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Most selective first: a target has tens of entries, an actor hundreds, an action or a type many. */
const bySelectivity: readonly tables.TableIndex[] = [
  tables.auditByTarget,
  tables.auditByActor,
  tables.auditByAction,
  tables.auditByTargetType,
];

const isDate = (text: string): boolean => text.length === 'YYYY-MM-DD'.length;

/** The first and the last millisecond that a date or a time stands for, as entries are sorted. */
const startOf = (text: string): string => new Date(isDate(text) ? `${text}T00:00:00.000Z` : text).toISOString();
const endOf = (text: string): string => new Date(isDate(text) ? `${text}T23:59:59.999Z` : text).toISOString();

// `at` is `<time>#<eventId>`: the tilde sorts after every id of that millisecond.
const AFTER_ALL_IDS = '#~';

function rangeOf({ from, to }: AuditQuery): Pick<Selection, 'from' | 'to'> {
  const start = from === undefined ? undefined : startOf(from);
  const end = to === undefined ? undefined : endOf(to);
  if (start !== undefined && end !== undefined && start > end) {
    const errors = [{ field: 'from', message: 'must not be after to' }];
    throw new Refusal('validation_error', 'The range of time is empty: from is after to.', { errors });
  }
  return { from: start, to: end === undefined ? undefined : `${end}${AFTER_ALL_IDS}` };
}

function filtersOf({ targetId, actorId, action, targetType }: AuditQuery): readonly Filter[] {
  return Object.entries({ targetId, actorId, action, targetType }).flatMap(([attribute, value]) =>
    value === undefined ? [] : [{ attribute, value }],
  );
}

/** The index to read for a query, and the filters left to check. Refuses a range that ends before it begins. */
export function selectionOf(query: AuditQuery): Selection {
  const filters = filtersOf(query);
  const range = rangeOf(query);
  for (const index of bySelectivity) {
    const filter = filters.find(({ attribute }) => attribute === index.partitionKey);
    if (filter) return { index, partition: filter.value, rest: filters.filter((other) => other !== filter), ...range };
  }
  return { index: tables.auditByTime, partition: tables.LISTING, rest: [], ...range };
}

/** The end of a page: `at` of its last row, and the list that the page belongs to. */
const position = z.strictObject({
  at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f-]{36}$/)),
  list: z.string(),
});

/** The same for all pages of one list, whatever their limit. No secret: it only catches mistakes. */
function fingerprint({ index, partition, rest, from, to }: Selection): string {
  const list = JSON.stringify([
    index.name,
    partition,
    rest.map(({ attribute, value }) => [attribute, value]),
    from,
    to,
  ]);
  return createHash('sha256').update(list).digest('base64url').slice(0, 16);
}

export const encodePosition = (selection: Selection, at: string): string =>
  writeCursor({ at, list: fingerprint(selection) });

/** `at` of the last row of the page before. Refuses a cursor of another list with 422. */
export const decodePosition = (selection: Selection, cursor: string): string =>
  readCursor(cursor, position, ({ list }) => list === fingerprint(selection)).at;
