import { expect, inject, it } from 'vitest';
import type { RegistrationState } from '../../contracts/registration.ts';
import { type RegistrationRecord, recordKey } from '../../lambdas/registration/record.ts';
import { violationsOf } from '../support/deployed/invariants.ts';
import { itemIn } from '../support/deployed/items.ts';
import { type Planned, plansOf } from '../support/deployed/registering.ts';
import { letDue, sweep } from '../support/deployed/sweeping.ts';
import { faults } from '../support/deployed/system.ts';
import { type Traces, tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { insist } from './insist.ts';

const REGISTRATIONS = 50;
// The others then stand anywhere between admitted and created.
const REGISTERED_AT_STOP = 5;
// What the stop left, and its events and mails, on two busy cores.
const REST_SECONDS = 120;

const restartUrl = inject('restartUrl');

async function stateOf({ registrationId }: Planned): Promise<RegistrationState | undefined> {
  return (await itemIn<RegistrationRecord>('registrations', recordKey(registrationId)))?.state;
}

async function areUnderWay(plans: readonly Planned[]): Promise<true> {
  const states = await Promise.all(plans.map(stateOf));
  const registered = states.filter((state) => state === 'registered').length;
  if (registered >= REGISTERED_AT_STOP) return true;
  throw new Error(`registered are ${registered}, admitted ${states.filter((state) => state !== undefined).length}`);
}

async function restart(): Promise<void> {
  const answer = await fetch(restartUrl, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The emulator's mailbox does not outlive the stop: what was sent is what SES was asked. */
async function tracesOverRestart({ registrationId, person }: Planned): Promise<Traces> {
  const sent = await faults.calls({ service: 'ses', operation: 'SendEmail', including: [person.email] });
  return { ...(await tracesOf(registrationId)), mails: sent.length };
}

async function expectEnded(plans: readonly Planned[]): Promise<void> {
  const traces: Traces[] = [];
  for (const plan of plans) traces.push(await tracesOverRestart(plan));
  expect(traces.flatMap((one) => violationsOf(one).map((text) => `${one.registrationId}: ${text}`))).toEqual([]);
}

/** How many of each there are, as `201: 41, 202: 9`. */
const counted = (things: readonly unknown[]): string =>
  [...new Set(things)].map((thing) => `${thing}: ${things.filter((other) => other === thing).length}`).join(', ');

it(`ends each of ${REGISTRATIONS} registrations once, in whose middle everything was stopped`, async () => {
  const plans = await plansOf(REGISTRATIONS);

  const clients = plans.map((plan) => insist(plan));
  await eventually('they are under way', () => areUnderWay(plans), REST_SECONDS);
  await restart();
  const answers = await Promise.all(clients);
  const waiting = await Promise.all(plans.map(({ registrationId }) => letDue(registrationId)));
  const swept = await sweep();

  expect(swept.failed).toBe(0);
  await eventuallyHolds('each has ended once', () => expectEnded(plans), REST_SECONDS);
  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(entries).toBe(rows);
  const states = await Promise.all(plans.map(stateOf));
  console.log(
    `answered ${counted(answers)}, left to the sweeper ${waiting.filter(Boolean).length}, ended ${counted(states)}`,
  );
});
