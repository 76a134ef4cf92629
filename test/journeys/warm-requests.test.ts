import { expect, it } from 'vitest';
import type { Api } from '../support/deployed/api.ts';
import { newRole } from '../support/deployed/roles.ts';
import { logInBrowser, logInProgram } from '../support/deployed/sessions.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { faults, outputs } from '../support/deployed/system.ts';
import { eventually } from '../support/eventually.ts';
import type { LoggedCall } from '../support/fault-proxy/call-log.ts';

const REQUESTS = 10;

interface Reads {
  /** Of the caller's authorization. */
  readonly userReads: readonly LoggedCall[];
  /** Of the role's permissions. */
  readonly roles: readonly LoggedCall[];
  /** Of the session, and writes to it. */
  readonly session: readonly LoggedCall[];
  /** Of the version of all definitions, also for other tests' requests. */
  readonly versions: readonly LoggedCall[];
}

/** Who asks, by what, and in which session. */
interface Asking {
  readonly userId: string;
  readonly api: Api;
  readonly sessionId?: string;
}

async function readsFor({ userId, sessionId = 'none' }: Asking, role: string): Promise<Reads> {
  const of = (operation: string, text: string) =>
    faults.calls({ service: 'dynamodb', operation, including: [outputs.tables.access ?? '', text] });
  const service = 'dynamodb';
  return {
    userReads: await of('GetItem', `"USER#${userId}"`),
    session: await faults.calls({ service, including: [outputs.tables.sessions ?? '', sessionId] }),
    roles: await of('BatchGetItem', `"ROLE#${role}"`),
    versions: await of('GetItem', '"DEFINITIONS"'),
  };
}

/** What ten requests read, whose own handler reads nothing of the access table. */
async function readsOfTen(asking: Asking, role: string): Promise<Reads> {
  const before = await readsFor(asking, role);
  for (let request = 0; request < REQUESTS; request += 1) {
    expect((await asking.api('GET', '/v1/admin/audit/logs', { query: { limit: '1' } })).status).toBe(200);
  }
  const after = await readsFor(asking, role);
  return {
    userReads: after.userReads.slice(before.userReads.length),
    roles: after.roles.slice(before.roles.length),
    session: after.session.slice(before.session.length),
    versions: after.versions.slice(before.versions.length),
  };
}

it.each<[string, (reader: SignedIn) => Promise<Pick<Asking, 'api' | 'sessionId'>>]>([
  ['a token without a session', async ({ api }) => ({ api })],
  ['a token of a session', logInProgram],
  ['a cookie', logInBrowser],
])(
  'a request by %s reads the authorization once, strongly consistent, and nothing else while the rest is cached',
  async (_, comingIn) => {
    const role = await newRole('audit:read');
    const user = await newUser(role);
    const reader = { userId: user.userId, ...(await comingIn(user)) };

    // Other tests' requests wake new instances, each of which decides once, and look for changed definitions.
    await eventually('ten requests meet a kept decision', async () => {
      const { userReads, roles, session, versions } = await readsOfTen(reader, role);
      expect(userReads.map(({ text }) => JSON.parse(text).ConsistentRead)).toEqual(Array(REQUESTS).fill(true));
      expect(roles).toEqual([]);
      expect(session).toEqual([]);
      expect(versions.length).toBeLessThanOrEqual(1);
      return true;
    });
  },
);
