import type { Figure } from '../figure.ts';
import { summary } from '../statistics.ts';
import { type BenchSystem, callsSoFar, untilQuiet } from '../system.ts';
import { newAccount } from './accounts.ts';
import { logIn } from './log-in.ts';
import { send } from './send.ts';

type Headers = Readonly<Record<string, string>>;

// The first ones start the functions' processes and read the session, what its user may, and the pool's keys.
const WARM_UP = 4;

/** How many items are read for each request: none of them by the route itself, which queries the audit trail. */
async function readsOf(system: BenchSystem, headers: Headers, runs: number): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let request = -WARM_UP; request < runs; request += 1) {
    await untilQuiet(system);
    const before = callsSoFar(system).length;
    const { status, body } = await send('GET', `${system.outputs.apiUrl}/v1/admin/audit/logs?limit=1`, { headers });
    if (status !== 200) throw new Error(`the audit trail answered ${status}: ${body}`);
    const calls = callsSoFar(system).slice(before);
    counts.push(calls.filter(({ operation }) => operation === 'GetItem' || operation === 'BatchGetItem').length);
  }
  return counts.slice(WARM_UP);
}

const REQUESTS = 15;

/** What the authorizer reads of a session that it knows, by token and by cookie. */
export async function warmSession(system: BenchSystem): Promise<readonly Figure[]> {
  const account = await newAccount(system, 'admin', ['readonly']);
  const { accessToken } = JSON.parse((await logIn(system, account, 'token')).body);
  const [cookie = ''] = (await logIn(system, account, 'cookie')).cookies;
  const ways: Readonly<Record<string, Headers>> = {
    'a token': { authorization: `Bearer ${accessToken}` },
    'a cookie': { cookie: cookie.split(';')[0] ?? '' },
  };
  const figures: Figure[] = [];
  for (const [way, headers] of Object.entries(ways)) {
    const spread = summary(await readsOf(system, headers, REQUESTS));
    figures.push({
      name: `authorizer, warm session by ${way}: GetItems`,
      value: spread.median,
      unit: '',
      target: 1,
      spread,
      note: 'a second one every 4 s for all callers: the version of all roles',
    });
  }
  return figures;
}
