import type { Figure, Log } from '../figure.ts';
import { table } from '../page.ts';
import { summary } from '../statistics.ts';
import { type BenchSystem, untilQuiet } from '../system.ts';
import { type Account, newAccount } from './accounts.ts';
import { type AnswerTimes, answerTimes, MAX_ATTEMPTS } from './answer-times.ts';
import { auc } from './auc.ts';
import { type Probe, probes } from './probes.ts';

interface Measured {
  readonly probe: Probe;
  readonly times: AnswerTimes;
}

// Each keeps the emulator busy for a third of a second.
const AT_ONCE = 4;

/** Enough accounts for half of the calls; an account that signed up is still unverified, so that each request has an effect on it. */
async function newAccounts(system: BenchSystem, count: number, log: Log): Promise<readonly Account[]> {
  log('makes accounts');
  const made: Account[] = [];
  while (made.length < count / 2 / MAX_ATTEMPTS) {
    made.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => newAccount(system, 'email')))));
  }
  await untilQuiet(system);
  return made;
}

const figureOf = ({ probe, times: { known, unknown } }: Measured): Figure => {
  const accuracy = auc(known, unknown);
  return {
    name: `${probe.name}: distance of the AUC from 0.5`,
    value: Math.abs(accuracy - 0.5),
    unit: '',
    target: 0.1,
    note: `AUC ${accuracy.toFixed(3)}, ${known.length} known, ${unknown.length} unknown`,
  };
};

const line = ({ probe, times }: Measured): readonly string[] => {
  const [known, unknown] = [summary(times.known), summary(times.unknown)];
  const ms = (value: number) => value.toFixed(1);
  const spread = ({ median, lower, upper }: typeof known) => `${ms(median)} (${ms(lower)} to ${ms(upper)})`;
  return [probe.name, spread(known), spread(unknown)];
};

/** How well the time of an answer shows whether an address is known: by `count` calls of each kind. */
export async function enumeration(
  system: BenchSystem,
  count: number,
  log: Log,
): Promise<{ readonly figures: readonly Figure[]; readonly details: string }> {
  const accounts = await newAccounts(system, count, log);
  const measured: Measured[] = [];
  for (const probe of probes) {
    // The first ones start the functions' processes.
    await answerTimes(system, probe, { accounts: [await newAccount(system, 'email')], count: 2 * MAX_ATTEMPTS }, log);
    await untilQuiet(system);
    measured.push({ probe, times: await answerTimes(system, probe, { accounts, count }, log) });
    await untilQuiet(system);
  }
  const head = ['answer', 'ms, known (quartiles)', 'ms, unknown (quartiles)'];
  return { figures: measured.map(figureOf), details: table(head, measured.map(line)) };
}
