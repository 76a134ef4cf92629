import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { ApiClient } from '../api-client.ts';
import type { Clients } from '../clients.ts';
import { waitFor } from '../command/wait.ts';
import type { Outputs } from '../deployment/outputs.ts';
import { type BusEvent, type Follower, followBus } from '../events/follow-bus.ts';
import { executionArnOf } from '../seed/run-registration.ts';
import { auditEntries } from './audit-entries.ts';
import { mailsTo } from './local-mail.ts';
import { missingFrom, type Story } from './story.ts';
import { passedStates } from './workflow-states.ts';

export interface Witness {
  readonly clients: Clients;
  readonly outputs: Outputs;
  readonly api: ApiClient;
}

// Events reach the consumers within a second or two; a cold machine may need more.
const MAX_SECONDS = 20;

const started = z.object({ registrationId: z.string() });

/** A new address every time: the state outlives a restart, and an address can be taken once. */
const newPerson = () => ({ email: `ann.${Date.now().toString(36)}@example.com`, name: 'Ann', roles: ['user'] });

async function register(api: ApiClient, person: ReturnType<typeof newPerson>, correlationId: string) {
  const startedAt = performance.now();
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
  const { status, body } = await api('/v1/users', { method: 'POST', body: person, headers });
  return { status, answer: body, tookMs: performance.now() - startedAt };
}

/** Looks until nothing is missing, and at last tells what it has. */
async function observe(begun: Story, look: (sofar: Story) => Promise<Story>): Promise<Story> {
  let story = begun;
  const lookAgain = async () => {
    story = await look(story);
    return missingFrom(story).length === 0 ? story : undefined;
  };
  return (await waitFor(lookAgain, { seconds: MAX_SECONDS })) ?? story;
}

/** Looks at everything again; events are added to those that have come before. */
function looking({ clients, outputs, api }: Witness, follower: Follower, correlationId: string, since: Date) {
  const isOurs = ({ metadata }: BusEvent) => metadata.correlationId === correlationId;
  return async (story: Story): Promise<Story> => {
    const { data } = started.safeParse(story.answer);
    const arn = executionArnOf(outputs.stateMachineArn, data?.registrationId ?? 'none');
    const events = [...story.events, ...(await follower.receive()).filter(isOurs)];
    const [states, entries, mails] = await Promise.all([
      passedStates(clients.workflows, arn),
      auditEntries(api, since, correlationId),
      mailsTo(outputs.endpoint, story.email),
    ]);
    return { ...story, events, states, entries, mails };
  };
}

/** Registers somebody over HTTP, and sees what happens until all has happened or 20 s have passed. */
export async function liveThrough(witness: Witness): Promise<Story> {
  const person = newPerson();
  const correlationId = randomUUID();
  const since = new Date();
  const follower = await followBus(witness.clients, witness.outputs.eventBusName);
  try {
    const registered = await register(witness.api, person, correlationId);
    const begun: Story = { ...person, ...registered, states: [], events: [], entries: [], mails: [] };
    return await observe(begun, looking(witness, follower, correlationId, since));
  } finally {
    await follower.close();
  }
}
