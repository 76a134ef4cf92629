import { describe, expect, it } from 'vitest';
import { type AuditQuery, auditQuery } from '../../../contracts/api/audit.ts';
import { listEntries } from '../../../lambdas/audit/list-entries.ts';
import { parse } from '../../../lambdas/platform/parse.ts';
import { anEntry, fakeTrail } from '../../support/audit/fake-trail.ts';

function aQuery(text: Readonly<Record<string, string>>): AuditQuery {
  const parsed = parse(auditQuery, text);
  if (!parsed.ok) throw new Error('the query is not valid');
  return parsed.value;
}

const many = (count: number, changes: (number: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => anEntry(index + 1, changes(index + 1)));

const secondsOf = (items: readonly { occurredAt: string }[]) =>
  items.map((item) => Number(item.occurredAt.slice(17, 19)));

describe('listEntries', () => {
  it('returns the newest entries first, and reads no others', async () => {
    const { read, counted } = fakeTrail(...many(20));

    const page = await listEntries(read)(aQuery({ limit: '3' }));

    expect(secondsOf(page.items)).toEqual([20, 19, 18]);
    expect(counted.rowsRead).toBe(3);
  });

  it('continues where the last page ended, until the end', async () => {
    const list = listEntries(fakeTrail(...many(5)).read);

    const first = await list(aQuery({ limit: '3' }));
    const second = await list(aQuery({ limit: '3', cursor: first.nextCursor ?? '' }));

    expect(secondsOf(second.items)).toEqual([2, 1]);
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    ['targetId', 'user-2'],
    ['actorId', 'actor-2'],
    ['action', 'USER_DELETED'],
    ['targetType', 'mail'],
  ])('reads exactly what a filter by %s shows', async (field, value) => {
    const { read, counted } = fakeTrail(...many(30, (number) => (number % 10 === 0 ? { [field]: value } : {})));

    const page = await listEntries(read)(aQuery({ [field]: value, from: '2026-11-22T09:00:05Z' }));

    expect(secondsOf(page.items)).toEqual([30, 20, 10]);
    expect(counted.rowsRead).toBe(3);
  });

  it('returns entries that match two filters over several pages, each once', async () => {
    const { read } = fakeTrail(
      ...many(50, (number) => ({
        targetId: number % 2 === 0 ? 'user-2' : 'user-1',
        action: number % 5 === 0 ? 'USER_DELETED' : 'USER_REGISTERED',
      })),
    );
    const list = listEntries(read);
    const filters = { targetId: 'user-2', action: 'USER_DELETED', limit: '2' };

    const first = await list(aQuery(filters));
    const second = await list(aQuery({ ...filters, cursor: first.nextCursor ?? '' }));
    const third = await list(aQuery({ ...filters, cursor: second.nextCursor ?? '' }));

    expect([first, second, third].map((page) => secondsOf(page.items))).toEqual([[50, 40], [30, 20], [10]]);
    expect(third.nextCursor).toBeUndefined();
  });

  it('limits the rows that it reads for rare matches, and returns a cursor', async () => {
    const rare = many(1500, (number) => ({ occurredAt: new Date(number * 1000).toISOString(), action: 'COMMON' }));
    const { read, counted } = fakeTrail(...rare, anEntry(0, { occurredAt: new Date(0).toISOString(), action: 'RARE' }));
    const list = listEntries(read);

    const first = await list(aQuery({ targetId: 'user-1', action: 'RARE' }));
    expect(first.items).toEqual([]);
    expect(counted.rowsRead).toBe(1000);

    const second = await list(aQuery({ targetId: 'user-1', action: 'RARE', cursor: first.nextCursor ?? '' }));
    expect(second.items).toHaveLength(1);
    expect(second.nextCursor).toBeUndefined();
  });

  it('includes both ends of a range', async () => {
    const list = listEntries(fakeTrail(...many(9)).read);

    const page = await list(aQuery({ from: '2026-11-22T09:00:03Z', to: '2026-11-22T10:00:05+01:00' }));

    expect(secondsOf(page.items)).toEqual([5, 4, 3]);
  });

  it('treats a date as the whole day', async () => {
    const list = listEntries(
      fakeTrail(
        anEntry(1, { occurredAt: '2026-11-21T23:59:59.999Z' }),
        anEntry(2, { occurredAt: '2026-11-22T00:00:00.000Z' }),
        anEntry(3, { occurredAt: '2026-11-22T23:59:59.999Z' }),
        anEntry(4, { occurredAt: '2026-11-23T00:00:00.000Z' }),
      ).read,
    );

    const page = await list(aQuery({ from: '2026-11-22', to: '2026-11-22' }));

    expect(page.items.map((item) => item.occurredAt)).toEqual(['2026-11-22T23:59:59.999Z', '2026-11-22T00:00:00.000Z']);
  });

  it('ignores a filter that is empty or the text null', async () => {
    const list = listEntries(fakeTrail(...many(2)).read);

    expect((await list(aQuery({ action: '', targetId: 'null' }))).items).toHaveLength(2);
  });

  it('refuses a range that ends before it begins, and names the field', async () => {
    const list = listEntries(fakeTrail().read);

    await expect(list(aQuery({ from: '2026-11-23', to: '2026-11-22' }))).rejects.toMatchObject({
      type: 'validation_error',
      errors: [{ field: 'from' }],
    });
  });

  it.each([
    ['of another filter', { action: 'USER_REGISTERED' }],
    ['of another range', { from: '2026-11-22' }],
    ['with the same word elsewhere', { targetId: 'USER_REGISTERED' }],
  ])('refuses a cursor %s', async (_, filters) => {
    const list = listEntries(fakeTrail(...many(5)).read);
    const { nextCursor } = await list(aQuery({ limit: '1' }));

    await expect(list(aQuery({ ...filters, cursor: nextCursor ?? '' }))).rejects.toMatchObject({
      type: 'validation_error',
      errors: [{ field: 'cursor' }],
    });
  });

  it.each(['abc', Buffer.from('{}').toString('base64url'), Buffer.from('{"at":"x","list":"y"}').toString('base64url')])(
    'refuses %s, which is no cursor',
    async (cursor) => {
      await expect(listEntries(fakeTrail().read)(aQuery({ cursor }))).rejects.toMatchObject({
        type: 'validation_error',
        errors: [{ field: 'cursor' }],
      });
    },
  );
});
