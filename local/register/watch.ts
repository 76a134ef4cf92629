import { setTimeout as pause } from 'node:timers/promises';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { type PassedState, passedStates } from '../story/workflow-states.ts';
import { findExecution } from './find-execution.ts';

export interface Watched {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
  readonly correlationId: string;
}

// Often enough to look alive, seldom enough for DescribeExecution's 15 calls a second.
const EVERY_MS = 200;

/** Tells each state of a workflow as it is entered, until `work` has ended; answers what `work` answers. */
export async function watch<Result>(
  { client, stateMachineArn, correlationId }: Watched,
  work: Promise<Result>,
  tellState: (state: PassedState, first: PassedState) => void,
): Promise<Result> {
  let executionArn: string | undefined;
  let told = 0;
  const look = async () => {
    executionArn ??= await findExecution(client, stateMachineArn, correlationId);
    const states = executionArn === undefined ? [] : await passedStates(client, executionArn);
    for (const state of states.slice(told)) tellState(state, states[0] ?? state);
    told = Math.max(told, states.length);
  };
  let working = true;
  const ended = work.finally(() => {
    working = false;
  });
  // Its failure is the caller's to see, through the return below.
  ended.catch(() => {});
  while (working) {
    await look();
    await Promise.race([ended.catch(() => {}), pause(EVERY_MS)]);
  }
  const result = await ended;
  await look();
  return result;
}
