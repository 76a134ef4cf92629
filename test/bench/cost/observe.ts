import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EVENT_SOURCE } from '../../../contracts/events/index.ts';
import { type TableKeys, type TableName, tables as tableKeys } from '../../../contracts/internal/tables.ts';
import { adminToken, apiClient } from '../../../local/system/api-client.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import { publishedIn } from '../../support/history.ts';
import { type Subject, taskCallsOf } from '../registration/task-calls.ts';
import { type BenchSystem, callsSoFar, historyOf, untilQuiet } from '../system.ts';
import { type Capacity, capacityOf, type StoredTable } from './capacity.ts';
import { deliveriesOf, patternsOn } from './deliveries.ts';
import { type Observed, publishedTypes } from './usage.ts';

type Key = Readonly<Record<string, { readonly S: string }>>;

/** Registers a user with one role by POST /v1/users; returns the ids. */
async function registerOne({ clients, outputs, admin }: BenchSystem): Promise<Subject> {
  const api = apiClient(outputs.apiUrl, await adminToken(clients, outputs, admin));
  const email = `ann.${randomUUID()}@example.com`;
  const { status, body } = await api('/v1/users', {
    method: 'POST',
    headers: { 'Idempotency-Key': randomUUID() },
    body: { email, name: 'Ann Example', roles: ['user'] },
  });
  if (status !== 201) throw new Error(`POST /v1/users answered ${status}`);
  return { ...(body as Omit<Subject, 'email'>), email };
}

const bytesIn = (system: BenchSystem) => async (table: string, key: Key) => {
  const { Item } = await system.clients.tables.send(new GetItemCommand({ TableName: table, Key: { ...key } }));
  return JSON.stringify(Item ?? {}).length;
};

interface Named {
  readonly TableName?: string;
  readonly Key?: Key;
}

/** Every table and key that a call's body names by `Key` or `Keys`. */
function keysIn(body: Record<string, unknown>): readonly (readonly [string, Key])[] {
  const actions = [body, ...((body.TransactItems ?? []) as Record<string, Named>[]).flatMap(Object.values)] as Named[];
  const batches = Object.entries((body.RequestItems ?? {}) as Record<string, { Keys?: readonly Key[] }>);
  return [
    ...actions.flatMap(({ TableName, Key: key }) => (TableName && key ? [[TableName, key] as const] : [])),
    ...batches.flatMap(([name, { Keys = [] }]) => Keys.map((key) => [name, key] as const)),
  ];
}

/** The tables as they stand after the registration, which is when its items are largest. */
async function storedTables(system: BenchSystem, bodies: readonly Record<string, unknown>[]) {
  const sizes = new Map<string, number>();
  for (const [name, key] of bodies.flatMap(keysIn)) {
    sizes.set(`${name} ${JSON.stringify(key)}`, await bytesIn(system)(name, key));
  }
  const keysOf = new Map(
    Object.entries(system.outputs.tables).map(([name, table]) => [table, tableKeys[name as TableName] as TableKeys]),
  );
  return (name: string): StoredTable => {
    const keys = keysOf.get(name);
    if (keys === undefined) throw new Error(`a call names an unknown table ${name}`);
    return { keys, sizeOf: (key) => sizes.get(`${name} ${JSON.stringify(key)}`) ?? 0 };
  };
}

async function capacityIn(system: BenchSystem, calls: readonly LoggedCall[]): Promise<Capacity> {
  const ofTables = calls
    .filter(({ service }) => service === 'dynamodb')
    .map(({ operation, text }) => ({ operation, body: JSON.parse(text) }));
  const tableNamed = await storedTables(
    system,
    ofTables.map(({ body }) => body),
  );
  const each = ofTables.map(({ operation, body }) => capacityOf(operation, body, tableNamed));
  const sum = (pick: (one: Capacity) => number) => each.reduce((total, one) => total + pick(one), 0);
  return { reads: sum(({ reads }) => reads), writes: sum(({ writes }) => writes) };
}

/** Registers one user through the API on a system at rest, and records all that this causes until the system rests again. */
export async function observe(system: BenchSystem): Promise<Observed> {
  const { clients, outputs } = system;
  await registerOne(system);
  await untilQuiet(system);
  const before = callsSoFar(system).length;
  const subject = await registerOne(system);
  await untilQuiet(system);
  const calls = callsSoFar(system).slice(before);
  const history = await historyOf(system, subject.registrationId);
  const types = [...publishedTypes(calls), ...Array(publishedIn(history)).fill('UserRegistrationStarted')];
  return {
    history,
    calls,
    taskCalls: taskCallsOf(calls, outputs, subject).filter(({ operation }) => operation !== 'GetItem'),
    capacity: await capacityIn(system, calls),
    journalWrites: calls.filter(({ text }) => text.includes(`"${outputs.tables.journal}"`)).length,
    deliveries: deliveriesOf(await patternsOn(clients.events, outputs.eventBusName), EVENT_SOURCE, types),
  };
}
