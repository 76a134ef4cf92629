import { LambdaClient } from '@aws-sdk/client-lambda';
import { emulatorAt } from '../../../local/clients.ts';
import type { Figure, Tell } from '../figure.ts';
import { ratio, summary } from '../statistics.ts';
import { type BenchSystem, untilQuiet } from '../system.ts';
import { bareCalls } from './bare-calls.ts';
import { bareInvocations } from './bare-invocations.ts';
import { registerByHand } from './by-hand.ts';

// The first ones start the functions' processes.
const WARM_UP = 2;

/** The workflow's tasks on the happy path. */
const TASKS = 3;

interface Round {
  readonly ms: number;
  readonly pauseMs: number;
  readonly bareMs: number;
  readonly invocationsMs: number;
  readonly operations: readonly string[];
}

async function rounds(system: BenchSystem, runs: number, tell: Tell): Promise<readonly Round[]> {
  const bare = bareCalls(system);
  const invoke = await bareInvocations(new LambdaClient(emulatorAt(system.proxy.url)));
  const made: Round[] = [];
  for (let round = -WARM_UP; round < runs; round += 1) {
    await untilQuiet(system);
    const { subject, calls, ms, pauseMs } = await registerByHand(system);
    await untilQuiet(system);
    const bareMs = await bare(calls, subject);
    await untilQuiet(system);
    const invocationsMs = await invoke(TASKS);
    tell(`round ${round + 1} of ${runs}: ${Math.round(ms)} ms, bare ${Math.round(bareMs)} ms`);
    made.push({ ms, pauseMs, bareMs, invocationsMs, operations: calls.map(({ operation }) => operation) });
  }
  return made.slice(WARM_UP);
}

const why =
  'beside the calls the ratio holds the invocations, the evaluation of JSONata and the emulator itself: one process that publishes the same registration meanwhile';

/** How long a registration takes, against its calls alone; by turns, each on a system at rest. */
export async function registrationTime(system: BenchSystem, runs: number, tell: Tell): Promise<readonly Figure[]> {
  const made = await rounds(system, runs, tell);
  const times = made.map(({ ms }) => ms);
  const bare = made.map(({ bareMs }) => bareMs);
  const invoked = made.map(({ bareMs, invocationsMs }) => bareMs + invocationsMs);
  const told = (name: string, values: readonly number[], note?: string): Figure => {
    const spread = summary(values);
    return { name, value: spread.median, unit: 'ms', spread, ...(note ? { note } : {}) };
  };
  const compared = ratio(times, bare);
  const withInvocations = ratio(times, invoked);
  const note = `PutEvents, ${made[0]?.operations.join(', ')}`;
  return [
    {
      name: 'registration / its bare AWS calls',
      value: compared.median,
      unit: 'x',
      target: 2,
      stretch: 1.5,
      spread: compared,
      note,
      why,
    },
    {
      name: `registration / these and ${TASKS} invocations that do nothing`,
      value: withInvocations.median,
      unit: 'x',
      spread: withInvocations,
    },
    told('registration, first state to registered', times),
    told('its bare AWS calls, one after the other', bare),
    told(
      `${TASKS} invocations that do nothing`,
      made.map(({ invocationsMs }) => invocationsMs),
    ),
    told(
      "the emulator's pause before the first state",
      made.map(({ pauseMs }) => pauseMs),
      'not in the ratios',
    ),
  ];
}
