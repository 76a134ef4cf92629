import { expect, it } from 'vitest';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { faults, outputs } from '../support/deployed/system.ts';
import { eventually } from '../support/eventually.ts';
import type { LoggedCall } from '../support/fault-proxy/call-log.ts';

const REQUESTS = 10;

interface Reads {
  /** Of what she holds. */
  readonly hers: readonly LoggedCall[];
  /** Of what her role allows. */
  readonly roles: readonly LoggedCall[];
  /** Of the version of all definitions, also for other tests' requests. */
  readonly versions: readonly LoggedCall[];
}

async function readsFor(userId: string, role: string): Promise<Reads> {
  const of = (operation: string, text: string) =>
    faults.calls({ service: 'dynamodb', operation, including: [outputs.tables.access ?? '', text] });
  return {
    hers: await of('GetItem', `"USER#${userId}"`),
    roles: await of('BatchGetItem', `"ROLE#${role}"`),
    versions: await of('GetItem', '"DEFINITIONS"'),
  };
}

/** What ten requests read, whose own handler reads nothing of the access table. */
async function readsOfTen({ api, userId }: SignedIn, role: string): Promise<Reads> {
  const before = await readsFor(userId, role);
  for (let request = 0; request < REQUESTS; request += 1) {
    expect((await api('GET', '/v1/admin/audit/logs', { query: { limit: '1' } })).status).toBe(200);
  }
  const after = await readsFor(userId, role);
  return {
    hers: after.hers.slice(before.hers.length),
    roles: after.roles.slice(before.roles.length),
    versions: after.versions.slice(before.versions.length),
  };
}

it('an authorized request reads what she holds, strongly and once, and nothing else while the decision is kept', async () => {
  const role = await newRole('audit:read');
  const reader = await newUser(role);

  // Other tests' requests wake new instances, each of which decides once, and look for changed definitions.
  await eventually('ten requests meet a kept decision', async () => {
    const { hers, roles, versions } = await readsOfTen(reader, role);
    expect(hers.map(({ text }) => JSON.parse(text).ConsistentRead)).toEqual(Array(REQUESTS).fill(true));
    expect(roles).toEqual([]);
    expect(versions.length).toBeLessThanOrEqual(1);
    return true;
  });
});
