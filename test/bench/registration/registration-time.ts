import type { Figure, Log } from '../figure.ts';
import { ratio, summary } from '../statistics.ts';
import { type BenchSystem, untilQuiet } from '../system.ts';
import { bareCalls } from './bare-calls.ts';
import { registerByHand } from './manual-execution.ts';

// The first ones start the functions' processes.
const WARM_UP = 2;

interface Round {
  readonly ms: number;
  readonly pauseMs: number;
  readonly bareMs: number;
  readonly operations: readonly string[];
}

async function rounds(system: BenchSystem, runs: number, log: Log): Promise<readonly Round[]> {
  const bare = bareCalls(system);
  const made: Round[] = [];
  for (let round = -WARM_UP; round < runs; round += 1) {
    await untilQuiet(system);
    const { subject, calls, ms, pauseMs } = await registerByHand(system);
    await untilQuiet(system);
    const bareMs = await bare(calls, subject);
    log(`round ${round + 1} of ${runs}: ${Math.round(ms)} ms, bare ${Math.round(bareMs)} ms`);
    made.push({ ms, pauseMs, bareMs, operations: calls.map(({ operation }) => operation) });
  }
  return made.slice(WARM_UP);
}

const why =
  'beside the calls the ratio holds the invocations, the evaluation of JSONata and the emulator itself: one process that publishes the same registration meanwhile';

/** How long a registration takes, against its calls alone; by turns, each on a system at rest. */
export async function registrationTime(system: BenchSystem, runs: number, log: Log): Promise<readonly Figure[]> {
  const made = await rounds(system, runs, log);
  const times = made.map(({ ms }) => ms);
  const bare = made.map(({ bareMs }) => bareMs);
  const summarize = (name: string, values: readonly number[], note?: string): Figure => {
    const spread = summary(values);
    return { name, value: spread.median, unit: 'ms', spread, ...(note ? { note } : {}) };
  };
  const compared = ratio(times, bare);
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
    summarize('registration, first state to registered', times),
    summarize('its bare AWS calls, one after the other', bare),
    summarize(
      "the emulator's pause before the first state",
      made.map(({ pauseMs }) => pauseMs),
      'not in the ratios',
    ),
  ];
}
