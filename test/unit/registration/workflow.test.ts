import type { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { startRegistration } from '../../../lambdas/domain/registration/workflow.ts';

const input = { email: 'ann@example.com', name: 'Ann', roles: [] } as never;

it.each(['Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1', undefined])(
  'startRegistration passes on the trace of its caller: %s',
  async (header) => {
    const sent: StartExecutionCommand[] = [];
    const client = { send: async (command: StartExecutionCommand) => void sent.push(command) };
    const start = startRegistration(client as unknown as SFNClient, 'arn:machine', () => header);

    await start('reg-1', input);

    expect(sent[0]?.input).toMatchObject({ name: 'reg-1', traceHeader: header });
  },
);
