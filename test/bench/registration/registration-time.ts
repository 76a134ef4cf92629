import type { Figure, Tell } from '../figure.ts';
import { ratio, summary } from '../statistics.ts';
import { type BenchSystem, untilQuiet } from '../system.ts';
import { bareCalls } from './bare-calls.ts';
import { registerByHand } from './by-hand.ts';

// The first ones start the functions' processes.
const WARM_UP = 2;

/** How long a registration takes, against its calls alone; the two by turns, each on a system at rest. */
export async function registrationTime(system: BenchSystem, runs: number, tell: Tell): Promise<readonly Figure[]> {
  const bare = bareCalls(system);
  const times: number[] = [];
  const bareTimes: number[] = [];
  const pauses: number[] = [];
  let made: readonly string[] = [];
  for (let round = -WARM_UP; round < runs; round += 1) {
    await untilQuiet(system);
    const registered = await registerByHand(system);
    await untilQuiet(system);
    const bareMs = await bare(registered.calls, registered.subject);
    made = registered.calls.map(({ operation }) => operation);
    tell(`round ${round + 1} of ${runs}: ${Math.round(registered.ms)} ms, bare ${Math.round(bareMs)} ms`);
    if (round < 0) continue;
    times.push(registered.ms);
    bareTimes.push(bareMs);
    pauses.push(registered.pauseMs);
  }
  const whole = summary(times);
  const calls = summary(bareTimes);
  const pause = summary(pauses);
  const compared = ratio(times, bareTimes);
  return [
    {
      name: 'registration / its bare AWS calls',
      value: compared.median,
      unit: 'x',
      target: 2,
      stretch: 1.5,
      spread: compared,
      note: `PutEvents, ${made.join(', ')}`,
    },
    { name: 'registration, first state to registered', value: whole.median, unit: 'ms', spread: whole },
    {
      name: "the emulator's pause before the first state",
      value: pause.median,
      unit: 'ms',
      spread: pause,
      note: 'not in the ratio',
    },
    { name: 'its bare AWS calls, one after the other', value: calls.median, unit: 'ms', spread: calls },
  ];
}
