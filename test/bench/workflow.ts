import { lambdaCallsIn, statesEntered } from '../support/history.ts';
import { costs, orchestrationCost, wholeCost } from './cost/cost-model.ts';
import { observe } from './cost/observe.ts';
import { PRICES_OF, type Priced, prices } from './cost/prices.ts';
import { usageOf } from './cost/usage.ts';
import type { Chapter, Figure, Log } from './figure.ts';
import { shown, table } from './page.ts';
import { registrationTime } from './registration/registration-time.ts';
import { withSystem } from './system.ts';

const how = `One registration with one role. Transitions, calls and units are counted on the emulator: from the execution's history, from what the handlers
send (a proxy writes it down until the last event is recorded and the mail is out), and from the rules that are deployed. Prices are those of us-east-1,
list prices of ${PRICES_OF} without free tiers (\`test/bench/cost/prices.ts\`); how long a call takes on AWS is assumed (\`assumptions.ts\`).
The target counts Step Functions and Lambda: the API's function that waits, publisher and consumers are in. The whole adds events, queues, tables with their
indexes, the HTTP request and logs. Out, because they are apart or do not grow with registrations: Cognito, SES, KMS, storage and backups, traces, alarms, schedules, empty polls of queues.

The time of a registration is its execution's, started by hand, from its first state on (the emulator sleeps 150 ms before it enters that one), and is compared with the same calls made by a plain script one after the other, each in turn on a
system at rest. Both go through the same proxy, whose connections to the emulator are not kept alive: a kept one costs 40 ms a call there.`;

/** A workflow's cost in figures and time: counted once, timed by turns. */
export function workflowChapter(runs: number, log: Log): Promise<Chapter> {
  return withSystem(async (system) => {
    log('the system runs');
    const observed = await observe(system);
    const usage = usageOf(observed);
    const each = costs(usage);
    const figures: readonly Figure[] = [
      {
        name: 'state transitions a registration',
        value: usage.transition,
        unit: '',
        target: 9,
        stretch: 6,
        note: statesEntered(observed.history).join(', '),
      },
      { name: 'Lambda calls of the workflow', value: lambdaCallsIn(observed.history), unit: '', target: 4, stretch: 3 },
      {
        name: 'orchestration and compute, a million registrations',
        value: orchestrationCost(usage),
        unit: 'USD',
        target: 235,
        stretch: 165,
        note: 'Step Functions and Lambda',
      },
      {
        name: 'the whole, a million registrations',
        value: wholeCost(usage),
        unit: 'USD',
        note: 'Cognito and SES apart',
      },
      ...(await registrationTime(system, runs, log)),
    ];
    const lines = (Object.keys(prices) as Priced[]).map((what) => [what, shown(usage[what]), shown(each[what])]);
    return {
      title: 'A registration',
      how,
      figures,
      details: table(['what is paid for', 'a registration takes', 'USD a million registrations'], lines),
    };
  });
}
