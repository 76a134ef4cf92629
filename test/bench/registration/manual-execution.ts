import { randomUUID } from 'node:crypto';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { runRegistration } from '../../../local/system/executions.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import { timesOf } from '../../support/history.ts';
import { type BenchSystem, callsSoFar, historyOf } from '../system.ts';
import { type Subject, taskCallsOf } from './task-calls.ts';

export const ROLES = ['user'] as const;
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export function newSubject(): Subject {
  const registrationId = randomUUID();
  return { registrationId, userId: userIdOf(registrationId), email: `ann.${registrationId}@example.com` };
}

export interface Registered {
  readonly subject: Subject;
  /** From the first state to the last. */
  readonly ms: number;
  /** From its start to the first state. */
  readonly pauseMs: number;
  readonly calls: readonly LoggedCall[];
}

/** One registration by StartExecution, from its start to registered by its own history, and its tasks' calls. */
export async function registerByHand(system: BenchSystem): Promise<Registered> {
  const { clients, outputs } = system;
  const subject = newSubject();
  const input = { email: subject.email, name: 'Ann Example', roles: [...ROLES], requestedBy: NOBODY, method: 'admin' };
  const before = callsSoFar(system).length;
  const { execution } = await runRegistration(
    clients.workflows,
    outputs.stateMachineArn,
    subject.registrationId,
    input as never,
  );
  if (execution?.status !== 'SUCCEEDED') throw new Error(`the registration ended as ${execution?.status}`);
  const history = await historyOf(system, subject.registrationId);
  const calls = taskCallsOf(callsSoFar(system).slice(before), outputs, subject);
  const { entered, ended } = timesOf(history);
  return { subject, ms: ended - entered, pauseMs: entered, calls };
}
