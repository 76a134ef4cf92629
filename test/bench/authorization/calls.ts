import { setTimeout as pause } from 'node:timers/promises';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { type ApiClient, adminToken, apiClient } from '../../../local/system/api-client.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import { registerByHand } from '../registration/manual-execution.ts';
import { type BenchSystem, callsSoFar, untilQuiet } from '../system.ts';

/** AWS calls, one number a round. */
export interface Calls {
  /** Of the authorizer for a warm request, over the handler itself. */
  readonly authorized: readonly number[];
  /** For the first one after a pause. */
  readonly first: readonly number[];
  readonly assign: readonly number[];
  readonly revoke: readonly number[];
  readonly replace: readonly number[];
}

// lambdas/access/authorizer/decisions.ts: then an instance looks for changed ones.
const DEFINITIONS_KNOWN_MS = 4_000;

// Together they take less than that.
const REQUESTS = 10;

async function callsOf(system: BenchSystem, work: () => Promise<unknown>): Promise<readonly LoggedCall[]> {
  const before = callsSoFar(system).length;
  await work();
  return callsSoFar(system).slice(before);
}

async function expectStatus(answer: ReturnType<ApiClient>, expected: number): Promise<void> {
  const { status } = await answer;
  if (status !== expected) throw new Error(`answered ${status}, not ${expected}`);
}

/** What requests read of the tables that their own handler, which reads the audit trail, does not: calls for each. */
async function authorizedCalls(system: BenchSystem, api: ApiClient, requests: number): Promise<number> {
  const { access = '', sessions = '' } = system.outputs.tables;
  const calls = await callsOf(system, async () => {
    for (let request = 0; request < requests; request += 1) {
      await expectStatus(api('/v1/admin/audit/logs?limit=1'), 200);
    }
  });
  return calls.filter(({ text }) => text.includes(access) || text.includes(sessions)).length / requests;
}

// Consumers put single items, and reads by other keys than a user's.
const ofOperations = ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems'];

const changeOf = (system: BenchSystem, userId: string) => async (change: ReturnType<ApiClient>, status: number) => {
  const calls = await callsOf(system, () => expectStatus(change, status));
  return calls.filter(({ operation, text }) => ofOperations.includes(operation) && text.includes(userId)).length;
};

/** A warm system's calls for one request of each kind, `rounds` times. */
export async function authorizationCalls(system: BenchSystem, rounds: number): Promise<Calls> {
  const { clients, outputs, admin } = system;
  const api = apiClient(outputs.apiUrl, await adminToken(clients, outputs, admin));
  const { subject } = await registerByHand(system);
  const userId = userIdOf(subject.registrationId);
  const path = `/v1/users/${userId}/roles`;
  const calls = { authorized: [], first: [], assign: [], revoke: [], replace: [] } as Record<keyof Calls, number[]>;
  for (let round = -1; round < rounds; round += 1) {
    // The consumers of the round before are done.
    await untilQuiet(system);
    await pause(DEFINITIONS_KNOWN_MS);
    const counted = changeOf(system, userId);
    const body = { roles: ['user'] };
    const made = {
      first: await authorizedCalls(system, api, 1),
      authorized: await authorizedCalls(system, api, REQUESTS),
      assign: await counted(api(`${path}/readonly`, { method: 'PUT' }), 200),
      revoke: await counted(api(`${path}/user`, { method: 'DELETE' }), 204),
      replace: await counted(api(path, { method: 'PUT', body }), 200),
    };
    if (round < 0) continue;
    for (const name of Object.keys(calls) as (keyof Calls)[]) calls[name].push(made[name]);
  }
  return calls;
}
