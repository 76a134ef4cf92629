import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { executionArnOf } from '../../local/system/executions.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { lambdaCallsIn, statesEntered } from '../support/history.ts';

// docs/benchmarks.md's targets.
const MAX_TRANSITIONS = 9;
const MAX_LAMBDA_CALLS = 4;

async function historyOf(registrationId: string): Promise<readonly HistoryEvent[]> {
  const executionArn = executionArnOf(outputs.stateMachineArn, registrationId);
  const { events = [] } = await clients.workflows.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return events;
}

it('a registration stays within its budget of state transitions and Lambda calls', async () => {
  const plan = await planRegistration({ roles: ['user', 'readonly'] });
  expect((await registerToTheEnd(plan)).status).toBe(201);

  const history = await historyOf(plan.registrationId);

  const entered = statesEntered(history);
  expect(entered.length, `entered were ${entered}`).toBeLessThanOrEqual(MAX_TRANSITIONS);
  expect(entered.length).toBeGreaterThan(0);
  expect(lambdaCallsIn(history)).toBeLessThanOrEqual(MAX_LAMBDA_CALLS);
  expect(lambdaCallsIn(history)).toBeGreaterThan(0);
});
