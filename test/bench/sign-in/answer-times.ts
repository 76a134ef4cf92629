import { setTimeout as pause } from 'node:timers/promises';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { ipKey } from '../../../lambdas/domain/throttles/rules.ts';
import type { Log } from '../figure.ts';
import type { BenchSystem } from '../system.ts';
import type { Account } from './accounts.ts';
import { aStranger, type Probe } from './probes.ts';
import { send } from './send.ts';

/** Milliseconds of each answer, by whether the address was known. */
export interface AnswerTimes {
  readonly known: readonly number[];
  readonly unknown: readonly number[];
}

interface Call {
  readonly isKnown: boolean;
  readonly email: string;
}

// An account is slowed down after five failures in a quarter of an hour; a call that the SDK repeats counts twice.
export const MAX_ATTEMPTS = 3;

// At once: as many as leave most of a core to each of the registrations that sign-ups start.
const LANES = 4;
// So that they do not go in step.
const MAX_PAUSE_MS = 150;

// The emulator says of every request that it comes from here; 50 failures in a quarter of an hour slow an address down.
const HERE = ipKey('127.0.0.1');
const FAILURES_BETWEEN = 20;

/** Known and unknown by turns of two, whose order is random; each account as often as each stranger. */
function callsOf({ registers }: Probe, accounts: readonly Account[], count: number): readonly Call[] {
  const strangers = accounts.map(aStranger);
  return Array.from({ length: count / 2 }, (_, turn) => {
    const place = turn % accounts.length;
    const known = { isKnown: true, email: accounts[place]?.email ?? '' };
    const unknown = { isKnown: false, email: registers ? aStranger() : (strangers[place] ?? '') };
    return Math.random() < 0.5 ? [known, unknown] : [unknown, known];
  }).flat();
}

/**
 * The times of `count` calls, half of them about accounts. What failed from this machine is forgotten every 20
 * calls, between calls; an account's failures are not: there are enough accounts.
 */
export async function answerTimes(
  { outputs, clients }: BenchSystem,
  probe: Probe,
  { accounts, count }: { readonly accounts: readonly Account[]; readonly count: number },
  log: Log,
): Promise<AnswerTimes> {
  const calls = callsOf(probe, accounts, count);
  const made: (Call & { readonly ms: number })[] = [];

  async function call({ isKnown, email }: Call): Promise<void> {
    const { status, ms, body } = await send('POST', `${outputs.apiUrl}${probe.path}`, { body: probe.body(email) });
    if (status !== probe.status) throw new Error(`${probe.path} answered ${status}: ${body}`);
    made.push({ isKnown, email, ms });
  }

  const forgive = () =>
    clients.tables.send(new DeleteCommand({ TableName: outputs.tables.throttles, Key: { pk: HERE } }));

  const waiting = calls.entries();
  async function lane(): Promise<void> {
    for (const [place, next] of waiting) {
      if (place % FAILURES_BETWEEN === 0) await forgive();
      if (place % 100 === 0) log(`${probe.name}: ${place} of ${count}`);
      await pause(Math.random() * MAX_PAUSE_MS);
      await call(next);
    }
  }

  await Promise.all(Array.from({ length: LANES }, lane));
  const timesOf = (isKnown: boolean) => made.filter((one) => one.isKnown === isKnown).map(({ ms }) => ms);
  return { known: timesOf(true), unknown: timesOf(false) };
}
