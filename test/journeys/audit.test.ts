import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../contracts/api/audit.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { type Api, apiAsAdmin } from '../support/deployed/api.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';

interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly nextCursor?: string;
}

/** A user who has registered one other: few entries name this user, and no other test adds any. */
let actor: SignedIn;
let registrationId: string;
let userId: string;
let api: Api;
let entries: readonly AuditEntry[];

const logs = async (query: Readonly<Record<string, string>>): Promise<AuditPage> => {
  const { status, body } = await api<AuditPage>('GET', '/v1/admin/audit/logs', { query });
  expect(status).toBe(200);
  return body;
};
const ids = ({ items }: AuditPage): readonly string[] => items.map(({ id }) => id);
const where = (test: (entry: AuditEntry) => boolean): readonly string[] => entries.filter(test).map(({ id }) => id);

beforeAll(async () => {
  api = await apiAsAdmin();
  actor = await newUser(await newRole('users:register'));
  const { status, body } = await actor.api('POST', '/v1/users', { body: newAccount() });
  expect(status).toBe(201);
  registrationId = String(body.registrationId);
  userId = String(body.userId);
  await expectInvariants(registrationId);
  entries = (await logs({ actorId: actor.userId })).items;
});

describe('the audit trail', () => {
  it('lists the newest entries first', () => {
    expect(entries.map(({ action }) => action)).toEqual([
      'USER_REGISTERED',
      'ROLE_ASSIGNED',
      'ROLE_ASSIGNMENT_ATTEMPTED',
      'USER_CREATED',
      'USER_REGISTRATION_VALIDATED',
      'USER_REGISTRATION_STARTED',
    ]);
    const times = entries.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('filters by target, target type, action, and all of them', async () => {
    const byActor = { actorId: actor.userId };
    // What consumers record about the user comes later, with the system as the actor.
    const { items } = await logs({ targetId: userId });
    const byHer = { items: items.filter(({ actorId }) => actorId === actor.userId) };
    expect(ids(byHer)).toEqual(where(({ targetId }) => targetId === userId));
    expect(ids(await logs({ targetId: registrationId }))).toEqual(where(({ targetId }) => targetId === registrationId));
    expect(ids(await logs({ ...byActor, targetType: 'user' }))).toEqual(where((entry) => entry.targetType === 'user'));
    expect(ids(await logs({ ...byActor, action: 'USER_CREATED' }))).toEqual(
      where(({ action }) => action === 'USER_CREATED'),
    );
    const all = { ...byActor, action: 'ROLE_ASSIGNED', targetType: 'user', targetId: userId };
    expect(ids(await logs(all))).toEqual(where(({ action }) => action === 'ROLE_ASSIGNED'));
    expect(ids(await logs({ ...all, targetType: 'mail' }))).toEqual([]);
  });

  it.each(['action', 'targetType'])('filters by %s alone', async (name) => {
    const newest = entries[0] as AuditEntry;
    const value = String(newest[name as keyof AuditEntry]);
    const { items } = await logs({ [name]: value, limit: '200' });
    expect(items.every((entry) => entry[name as keyof AuditEntry] === value)).toBe(true);
    expect(items.map(({ id }) => id)).toContain(newest.id);
  });

  it('filters by time, both ends included', async () => {
    const [last, first] = [entries[1]?.occurredAt ?? '', entries[3]?.occurredAt ?? ''];
    const byActor = { actorId: actor.userId };
    expect(ids(await logs({ ...byActor, from: first, to: last }))).toEqual(entries.slice(1, 4).map(({ id }) => id));
    expect(ids(await logs({ ...byActor, from: last }))).toEqual(entries.slice(0, 2).map(({ id }) => id));
    expect(ids(await logs({ ...byActor, to: first }))).toEqual(entries.slice(3).map(({ id }) => id));
    const day = first.slice(0, 10);
    expect(ids(await logs({ ...byActor, from: day }))).toEqual(entries.map(({ id }) => id));
    expect(ids(await logs({ ...byActor, to: '2020-01-01' }))).toEqual([]);
  });

  it('treats an empty filter, and the text null, as no filter', async () => {
    const query = { actorId: actor.userId, action: '', targetType: 'null', targetId: '', from: '', to: 'null' };
    expect(ids(await logs(query))).toEqual(entries.map(({ id }) => id));
  });

  it('returns each entry once, page by page', async () => {
    const pages: AuditPage[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
      pages.push(await logs({ actorId: actor.userId, limit: '4', ...(cursor ? { cursor } : {}) }));
    }
    expect(pages.flatMap(ids)).toEqual(entries.map(({ id }) => id));
    expect(pages[0]?.items).toHaveLength(4);
  });

  it('refuses a cursor of another list', async () => {
    const { nextCursor = '' } = await logs({ actorId: actor.userId, limit: '2' });
    const query = { targetId: userId, cursor: nextCursor };
    const answer = await api('GET', '/v1/admin/audit/logs', { query });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'cursor' }] } });
  });
});
