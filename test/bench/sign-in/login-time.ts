import { AdminInitiateAuthCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { emulatorAt } from '../../../local/system/clients.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import type { Figure, Log } from '../figure.ts';
import { ratio, summary } from '../statistics.ts';
import { type BenchSystem, callsSoFar, untilQuiet } from '../system.ts';
import { type Account, newAccount } from './accounts.ts';
import { logIn } from './log-in.ts';

// The first ones start the functions' processes and get the data key.
const WARM_UP = 3;

/** Milliseconds of the pool's own sign-in, through the proxy as the handler's goes. */
function bareSignIn({ outputs, proxy }: BenchSystem) {
  const users = new CognitoIdentityProviderClient(emulatorAt(proxy.url));
  return async ({ userId, password }: Account): Promise<number> => {
    const command = new AdminInitiateAuthCommand({
      UserPoolId: outputs.userPoolId,
      ClientId: outputs.userPoolClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: userId, PASSWORD: password },
    });
    const begun = performance.now();
    await users.send(command);
    return performance.now() - begun;
  };
}

/** The calls of one login until its answer, without those of the publisher, which runs at the same time. */
async function callsOf(system: BenchSystem, account: Account): Promise<readonly LoggedCall[]> {
  const before = callsSoFar(system).length;
  await logIn(system, account);
  return callsSoFar(system)
    .slice(before)
    .filter(({ service }) => service !== 'events');
}

const why =
  'the ratio holds the gateway, the invocation, and the reads before and the write after the sign-in, each one call';

/** A login by the API against the pool's own sign-in, by turns, each on a system at rest. */
export async function loginTime(system: BenchSystem, runs: number, log: Log): Promise<readonly Figure[]> {
  const account = await newAccount(system, 'admin');
  const bareOf = bareSignIn(system);
  const times: number[] = [];
  const bare: number[] = [];
  for (let round = -WARM_UP; round < runs; round += 1) {
    await untilQuiet(system);
    const { ms } = await logIn(system, account);
    await untilQuiet(system);
    const bareMs = await bareOf(account);
    log(`login ${round + 1} of ${runs}: ${Math.round(ms)} ms, bare ${Math.round(bareMs)} ms`);
    if (round < 0) continue;
    times.push(ms);
    bare.push(bareMs);
  }
  await untilQuiet(system);
  const calls = (await callsOf(system, account)).map(({ operation }) => operation);
  const compared = ratio(times, bare);
  const summarize = (name: string, values: readonly number[]): Figure => {
    const spread = summary(values);
    return { name, value: spread.median, unit: 'ms', spread };
  };
  return [
    {
      name: 'login / the bare AdminInitiateAuth',
      value: compared.median,
      unit: 'x',
      target: 1.6,
      spread: compared,
      note: calls.join(', '),
      why,
    },
    summarize('login through the API', times),
    summarize('the bare AdminInitiateAuth', bare),
  ];
}
