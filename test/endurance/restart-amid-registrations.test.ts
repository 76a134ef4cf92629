import { expect, inject, it } from 'vitest';
import type { RegistrationState } from '../../contracts/registration.ts';
import { type RegistrationRecord, recordKey } from '../../lambdas/domain/registration/record.ts';
import { inject as injectFault, poolCall, transaction } from '../support/deployed/inject-fault.ts';
import { violationsOf } from '../support/deployed/invariants.ts';
import { itemIn } from '../support/deployed/items.ts';
import { registerWithRetries } from '../support/deployed/register-with-retries.ts';
import { planRegistrations, type RegistrationPlan } from '../support/deployed/registration.ts';
import { letDue, sweep } from '../support/deployed/sweep.ts';
import { faults } from '../support/deployed/system.ts';
import { type Traces, tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';
import { eventuallyHolds } from '../support/eventually.ts';
import type { Injected } from '../support/fault-proxy/client.ts';
import type { FaultSpec } from '../support/fault-proxy/fault.ts';
import { atATime } from './at-a-time.ts';

const REGISTRATIONS = 50;
// More at once would be 100 processes that start on two cores, and time-outs before any registration.
const AT_A_TIME = 20;
const ENDED_AT_STOP = 5;
// So many are held in each of the workflow's steps, and are there for certain when the stop comes: a call
// is given up after 3 s and made 8 times, which are 24 s until a step gives up.
const HELD_IN_A_STEP = 5;
// What the stop left, and its events and mails, on two busy cores.
const REST_SECONDS = 120;

const restartUrl = inject('restartUrl');

async function stateOf({ registrationId }: RegistrationPlan): Promise<RegistrationState | undefined> {
  return (await itemIn<RegistrationRecord>('registrations', recordKey(registrationId)))?.state;
}

const running: readonly unknown[] = [undefined, 'reserved', 'created', 'rolling_back'];

const held = (call: Omit<FaultSpec, 'effect'>): FaultSpec => ({ ...call, effect: { kind: 'hang' } });

/** Holds the first registrations while they are validated, the next while their users are made, the next at their roles. */
function holds(plans: readonly RegistrationPlan[]): readonly FaultSpec[] {
  const inStep = (step: number) => plans.slice(step * HELD_IN_A_STEP, (step + 1) * HELD_IN_A_STEP);
  return [
    ...inStep(0).map(({ registrationId }) => held(transaction(registrationId, 'UserRegistrationValidated'))),
    ...inStep(1).map(({ userId }) => held(poolCall('AdminCreateUser', userId))),
    ...inStep(2).map(({ registrationId }) => held(transaction(registrationId, 'RoleAssignmentSucceeded'))),
  ];
}

async function areInTheMiddle(plans: readonly RegistrationPlan[], faults: readonly Injected[]): Promise<void> {
  const [states, counts] = await Promise.all([
    Promise.all(plans.map(stateOf)),
    Promise.all(faults.map((fault) => fault.count())),
  ]);
  expect(counts.filter(({ hit }) => hit === 0)).toEqual([]);
  expect(states.filter((state) => !running.includes(state)).length).toBeGreaterThanOrEqual(ENDED_AT_STOP);
}

async function restart(): Promise<void> {
  const answer = await fetch(restartUrl, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The emulator's mailbox does not outlive the stop: what was sent is what SES was asked. */
async function tracesOverRestart({ registrationId, account }: RegistrationPlan): Promise<Traces> {
  const sent = await faults.calls({ service: 'ses', operation: 'SendEmail', including: [account.email] });
  return { ...(await tracesOf(registrationId)), mails: sent.length };
}

/** One sweep; roles that are pending after it want another. */
async function expectSwept(plans: readonly RegistrationPlan[]): Promise<void> {
  const waiting = await Promise.all(plans.map(({ registrationId }) => letDue(registrationId)));
  const { failed } = await sweep();
  expect({ waiting: waiting.filter(Boolean).length, failed }).toEqual({ waiting: 0, failed: 0 });
}

async function expectEnded(plans: readonly RegistrationPlan[]): Promise<void> {
  const traces: Traces[] = [];
  for (const plan of plans) traces.push(await tracesOverRestart(plan));
  expect(traces.flatMap(violationsOf).join('; ')).toBe('');
}

/** How many of each there are, as `201: 41, 202: 9`. */
const counted = (things: readonly unknown[]): string =>
  [...new Set(things)].map((thing) => `${thing}: ${things.filter((other) => other === thing).length}`).join(', ');

it(`each of ${REGISTRATIONS} registrations ends once after a restart of everything`, async () => {
  const plans = await planRegistrations(REGISTRATIONS);

  const holding = await Promise.all(holds(plans).map(injectFault));
  const clients = atATime(AT_A_TIME, plans, (plan) => registerWithRetries(plan));
  await eventuallyHolds('they are in the middle', () => areInTheMiddle(plans, holding), REST_SECONDS);
  await Promise.all([restart(), ...holding.map((fault) => fault.heal())]);
  const answers = await clients;
  const left = await Promise.all(plans.map(stateOf));
  expect(left.filter((state) => running.includes(state)).length).toBeGreaterThanOrEqual(HELD_IN_A_STEP);
  await eventuallyHolds('nothing waits for the sweeper', () => expectSwept(plans), REST_SECONDS);

  await eventuallyHolds('each has ended once', () => expectEnded(plans), REST_SECONDS);
  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(entries).toBe(rows);
  const ended = await Promise.all(plans.map(stateOf));
  console.log(`answered ${counted(answers)}; left ${counted(left)}; ended ${counted(ended)}`);
});
