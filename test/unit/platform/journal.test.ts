import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { metadata } from '../../../contracts/events/define-event.ts';
import { userCreatedV1 } from '../../../contracts/events/user-created.v1.ts';
import { userDeletedV1 } from '../../../contracts/events/user-deleted.v1.ts';
import { journalActions, journalEntry, journalRows, type Operation } from '../../../lambdas/platform/events/journal.ts';
import { derivedId, eventIdOf, newId, userIdOf } from '../../../lambdas/platform/runtime.ts';

const operation: Operation = {
  id: 'reg-1',
  correlationId: 'cor-1',
  causationId: 'req-1',
  actor: { type: 'user', id: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19' },
  at: new Date('2026-11-22T09:30:00.999Z'),
};
const entries = [
  journalEntry(userCreatedV1, 'created', userCreatedV1.example),
  journalEntry(userDeletedV1, 'deleted', userDeletedV1.example),
];

describe('the journal', () => {
  it('orders the events of one operation by their times', () => {
    const times = journalRows(operation, entries).map((row) => row.detail.metadata.occurredAt);
    expect(times).toEqual(['2026-11-22T09:30:00.999Z', '2026-11-22T09:30:01.000Z']);
  });

  it('derives the same ids when the same operation is tried again, a minute later', () => {
    const later = { ...operation, at: new Date('2026-11-22T09:31:00.000Z') };
    const ids = (of: Operation) => journalRows(of, entries).map((row) => row.detail.metadata.eventId);
    expect(ids(later)).toEqual(ids(operation));
    expect(new Set([...ids(operation), ...ids({ ...operation, id: 'reg-2' })]).size).toBe(4);
  });

  it('writes metadata by the contract, and keeps a row for 90 days', () => {
    const [row] = journalRows(operation, entries);
    expect(z.parse(metadata, row?.detail.metadata)).toEqual(row?.detail.metadata);
    expect(row?.expiresAt).toBe(Date.parse('2027-02-20T09:30:00.000Z') / 1000);
  });

  it('writes one row an event under the operation and the place', () => {
    expect(journalActions('journal', operation, entries)).toMatchObject([
      { Put: { TableName: 'journal', Item: { operationId: 'reg-1', place: 'created', type: 'UserCreated' } } },
      { Put: { TableName: 'journal', Item: { operationId: 'reg-1', place: 'deleted', type: 'UserDeleted' } } },
    ]);
  });
});

describe('ids', () => {
  it('are the same for the same name, on every machine', () => {
    expect(eventIdOf('reg-1', 'started')).toBe(derivedId('reg-1:started'));
    expect(userIdOf('reg-1')).toBe('47120d5b-1cef-5883-acac-33b270289582');
    expect(userIdOf('reg-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are ordered by time where they are new', () => {
    const ids = Array.from({ length: 50 }, newId);
    expect([...ids].sort()).toEqual(ids);
  });
});
