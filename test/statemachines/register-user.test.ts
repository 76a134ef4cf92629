import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { definition, definitionText, lambdaTaskNames } from './definition.ts';
import { caseName, MACHINE } from './emulator.setup.ts';
import { type Path, paths } from './register-user.paths.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const states = new SFNClient({ endpoint: inject('mockedEndpoint'), region: 'eu-central-1', credentials });
let stateMachineArn: string | undefined;

beforeAll(async () => {
  const roleArn = 'arn:aws:iam::000000000000:role/register-user-paths';
  const created = await states.send(
    new CreateStateMachineCommand({ name: MACHINE, roleArn, definition: definitionText() }),
  );
  stateMachineArn = created.stateMachineArn;
});

async function run(path: Path) {
  const input = JSON.stringify({ email: 'ann@example.com', name: 'Ann', roles: ['user'] });
  const start = new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}#${caseName(path)}`, input });
  const { executionArn } = await states.send(start);
  return vi.waitFor(
    async () => {
      const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
      expect(execution.status).not.toBe('RUNNING');
      const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return { execution, events };
    },
    { timeout: 20_000, interval: 50 },
  );
}

const entered = (events: readonly HistoryEvent[]) =>
  events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []);

describe('register-user', () => {
  it.each(paths.map((path) => [path.name, path] as const))('%s', async (_, path) => {
    const { execution, events } = await run(path);
    expect(entered(events)).toEqual(path.states);
    expect(execution.status).toBe(path.status);
    const ending = execution.status === 'SUCCEEDED' ? JSON.parse(execution.output ?? '') : execution.error;
    expect(ending).toEqual(path.ends);
  });

  it('names the cause when it refuses', async () => {
    const refused = paths.find((path) => path.ends === 'RegistrationRefused') as Path;
    expect((await run(refused)).execution.cause).toBe('role_not_found: There is no role named user.');
  });

  it('names both causes when the rollback failed', async () => {
    const failed = paths.filter((path) => path.ends === 'RollbackFailed');
    for (const path of failed)
      expect((await run(path)).execution.cause).toMatch(/^Manual cleanup required\. Cause: .+ Rollback: .+/);
  });

  it('takes at most 9 transitions and 4 Lambda calls for a registration', async () => {
    const { events } = await run(paths[0] as Path);
    // The transition into the first state counts, too.
    expect(entered(events).length + 1).toBeLessThanOrEqual(9);
    const lambdaTasks = lambdaTaskNames(definition());
    const calls = entered(events).filter((name) => lambdaTasks.includes(name));
    expect(calls.length).toBeLessThanOrEqual(4);
  });
});
