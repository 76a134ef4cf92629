import { setTimeout as pause } from 'node:timers/promises';
import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { type Clients, clientsFor, emulatorAt } from '../../local/system/clients.ts';
import { executionArnOf } from '../../local/system/executions.ts';
import type { LoggedCall } from '../support/fault-proxy/call-log.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy/fault-proxy.ts';
import { type SystemFacts, startSystem } from '../support/system.ts';

/** A system of its own, whose handlers call through a proxy that writes their calls down. */
export interface BenchSystem extends SystemFacts {
  readonly clients: Clients;
  readonly proxy: FaultProxy;
  stop(): Promise<void>;
}

export async function startBenchSystem(): Promise<BenchSystem> {
  const proxy = await startFaultProxy();
  try {
    const { facts, stop } = await startSystem({ lambdaEndpoint: proxy.url, onEndpoint: proxy.forwardTo });
    const clients = clientsFor(emulatorAt(facts.outputs.endpoint));
    const stopBoth = async () => {
      await stop();
      await proxy.stop();
    };
    return { ...facts, clients, proxy, stop: stopBoth };
  } catch (error) {
    await proxy.stop();
    throw error;
  }
}

/** Begins a system, hands it to `work` and ends it, whatever happens. */
export async function withSystem<Made>(work: (system: BenchSystem) => Promise<Made>): Promise<Made> {
  const system = await startBenchSystem();
  try {
    return await work(system);
  } finally {
    await system.stop();
  }
}

export async function historyOf({ clients, outputs }: BenchSystem, name: string): Promise<readonly HistoryEvent[]> {
  const executionArn = executionArnOf(outputs.stateMachineArn, name);
  const { events = [] } = await clients.workflows.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return events;
}

// The sweeper runs once a minute, with or without registrations.
const isOfTheSweeper = ({ text }: LoggedCall): boolean => text.includes('"byDue"');

export const callsSoFar = ({ proxy }: BenchSystem): readonly LoggedCall[] =>
  proxy.log.find({}).filter((call) => !isOfTheSweeper(call));

// Emulated streams and queues are polled, a second apart at most.
const QUIET_MS = 1_500;
const LOOK_MS = 100;

/** Waits until no handler has called anything for a while: events are published, recorded and mailed. */
export async function untilQuiet(system: BenchSystem): Promise<void> {
  let countedCalls = callsSoFar(system).length;
  let since = performance.now();
  while (performance.now() - since < QUIET_MS) {
    await pause(LOOK_MS);
    const now = callsSoFar(system).length;
    if (now !== countedCalls) since = performance.now();
    countedCalls = now;
  }
}
