import { expect, inject, it } from 'vitest';
import { faults } from '../support/deployed/system.ts';
import { violationsOf } from '../support/deployed/invariants.ts';
import { type Planned, planned } from '../support/deployed/registering.ts';
import { letDue, sweep } from '../support/deployed/sweeping.ts';
import { type Traces, tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { insist } from './insist.ts';

const REGISTRATIONS = 50;
// A third of them has a user then, some have ended, some have not begun.
const CREATED_AT_STOP = 17;
// What the stop left, and its events and mails, on two busy cores.
const REST_SECONDS = 120;

const restartUrl = inject('restartUrl');

const creations = async () =>
  (await faults.calls({ service: 'cognito-idp', operation: 'AdminCreateUser' })).length;

async function restart(): Promise<void> {
  const answer = await fetch(restartUrl, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The emulator's mailbox does not outlive the stop: what was sent is what SES was asked. */
async function tracesOverRestart({ registrationId, person }: Planned): Promise<Traces> {
  const sent = await faults.calls({ service: 'ses', operation: 'SendEmail', including: [person.email] });
  return { ...(await tracesOf(registrationId)), mails: sent.length };
}

it(`ends each of ${REGISTRATIONS} registrations once, in whose middle everything was stopped`, async () => {
  const plans = await Promise.all(Array.from({ length: REGISTRATIONS }, () => planned()));
  const before = await creations();

  const clients = plans.map(insist);
  await eventually('they are under way', async () => ((await creations()) >= before + CREATED_AT_STOP ? true : undefined));
  await restart();
  const answers = await Promise.all(clients);
  const waiting = await Promise.all(plans.map(({ registrationId }) => letDue(registrationId)));
  const swept = await sweep();

  expect(swept.failed).toBe(0);
  await eventuallyHolds('each has ended once', async () => {
    const traces = await Promise.all(plans.map(tracesOverRestart));
    expect(traces.flatMap((one) => violationsOf(one).map((text) => `${one.registrationId}: ${text}`))).toEqual([]);
  }, REST_SECONDS);
  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(rows).toBe(entries);
  const states = (await Promise.all(plans.map(({ registrationId }) => tracesOf(registrationId)))).map(({ record }) => record?.state);
  console.log(JSON.stringify({ answers: Object.groupBy(answers, (a) => `${a.status}/${a.asked}`), waiting: waiting.filter(Boolean).length, swept, states: Object.groupBy(states, (s) => s ?? '?'), rows }));
});
