import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { type AuditEntry, auditPage } from '../../contracts/api/audit.ts';
import type { ApiClient } from '../system/api-client.ts';
import { enteredStates, executionArnOf } from '../system/executions.ts';
import type { DeployedSystem } from '../system/find-system.ts';
import { type BusEvent, type Follower, followBus } from '../system/follow-bus.ts';
import { mails } from '../system/mailbox.ts';
import { waitFor } from '../system/wait.ts';
import { type Demo, missingFrom } from './demo.ts';

export interface DemoDependencies extends DeployedSystem {
  readonly api: ApiClient;
}

// Events reach the consumers within a second or two; a cold machine may need more.
const MAX_SECONDS = 20;

// A registration has about ten events; the rest is room for other registrations at the same time.
const PAGE_SIZE = 200;

const startedRegistration = z.object({ registrationId: z.string() });

/** A new address every time: the state is kept over a restart, and an address can be registered once. */
const newUser = () => ({ email: `ann.${Date.now().toString(36)}@example.com`, name: 'Ann', roles: ['user'] });

async function register(api: ApiClient, user: ReturnType<typeof newUser>, correlationId: string) {
  const startedAt = performance.now();
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
  const { status, body } = await api('/v1/users', { method: 'POST', body: user, headers });
  return { status, answer: body, tookMs: performance.now() - startedAt };
}

/** The audit entries since `from` with one correlation id, oldest first. */
async function auditEntries(api: ApiClient, from: Date, correlationId: string): Promise<readonly AuditEntry[]> {
  const query = new URLSearchParams({ from: from.toISOString(), limit: String(PAGE_SIZE) });
  const answer = await api(`/v1/admin/audit/logs?${query}`);
  const page = z.safeParse(auditPage, answer.body);
  const items = page.success ? page.data.items : [];
  return items.filter((entry) => entry.correlationId === correlationId).toReversed();
}

/** Reads everything again; events are added to the earlier ones. */
function observer({ clients, outputs, api }: DemoDependencies, follower: Follower, correlationId: string, since: Date) {
  const isOfDemo = ({ metadata }: BusEvent) => metadata.correlationId === correlationId;
  return async (demo: Demo): Promise<Demo> => {
    const { data } = startedRegistration.safeParse(demo.answer);
    const arn = executionArnOf(outputs.stateMachineArn, data?.registrationId ?? 'none');
    const events = [...demo.events, ...(await follower.receive()).filter(isOfDemo)];
    const [states, entries, sent] = await Promise.all([
      enteredStates(clients.workflows, arn),
      auditEntries(api, since, correlationId),
      mails(outputs.endpoint, demo.email),
    ]);
    return { ...demo, events, states, entries, mails: sent };
  };
}

/** Observes until nothing is missing or the time is over. */
async function observeAll(started: Demo, observe: (demo: Demo) => Promise<Demo>): Promise<Demo> {
  let demo = started;
  const observeAgain = async () => {
    demo = await observe(demo);
    return missingFrom(demo).length === 0 ? demo : undefined;
  };
  return (await waitFor(observeAgain, { seconds: MAX_SECONDS })) ?? demo;
}

/** Registers a user over HTTP, and observes what happens until all of it has happened or 20 s have passed. */
export async function runDemo(deps: DemoDependencies): Promise<Demo> {
  const user = newUser();
  const correlationId = randomUUID();
  const since = new Date();
  const follower = await followBus(deps.clients, deps.outputs.eventBusName);
  try {
    const registered = await register(deps.api, user, correlationId);
    const started: Demo = { ...user, ...registered, states: [], events: [], entries: [], mails: [] };
    return await observeAll(started, observer(deps, follower, correlationId, since));
  } finally {
    await follower.close();
  }
}
