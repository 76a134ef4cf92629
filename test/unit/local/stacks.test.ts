import type { CloudFormationClient, DescribeStacksCommand, Stack } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { deadLetterQueues } from '../../../local/commands/dlq/queues.ts';
import { outputsOf } from '../../../local/system/outputs.ts';
import { FINGERPRINT_TAG, readDeployed } from '../../../local/system/stacks.ts';

const place = { endpoint: 'https://eu-west-1.amazonaws.com', region: 'eu-west-1' };

const data = { UserPoolId: 'pool', UserPoolClientId: 'client', EventBusName: 'rollcall' };
const app = { ApiUrl: 'https://abc/', StateMachineArn: 'arn:machine', AuditQueue: 'audit', AuditDlq: 'audit-dlq' };
const watch = { CanaryDlq: 'canary-dlq' };

function stackOf(outputs: Readonly<Record<string, string>>, fingerprint = 'one'): Partial<Stack> {
  return {
    StackStatus: 'UPDATE_COMPLETE',
    Tags: [{ Key: FINGERPRINT_TAG, Value: fingerprint }],
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
}

/** A CloudFormation that has these stacks and no others. */
const cloudFormation = (stacks: Readonly<Record<string, Partial<Stack>>>) =>
  ({
    send: async ({ input }: DescribeStacksCommand) => {
      const stack = stacks[input.StackName ?? ''];
      if (stack) return { Stacks: [stack] };
      throw Object.assign(new Error('does not exist'), { name: 'ValidationError' });
    },
  }) as unknown as CloudFormationClient;

const ofStage = (stage: string, more: Readonly<Record<string, Partial<Stack>>> = {}) =>
  cloudFormation({ [`Rollcall-${stage}-Data`]: stackOf(data), [`Rollcall-${stage}-App`]: stackOf(app), ...more });

describe('readDeployed', () => {
  it("returns the canary's dead-letter queue where the stage has a Watch stack", async () => {
    const client = ofStage('prod', { 'Rollcall-prod-Watch': stackOf(watch) });

    const { outputs } = await readDeployed(client, 'prod');

    expect(deadLetterQueues(outputsOf(outputs, place))).toEqual([
      { name: 'auditDlq', url: 'audit-dlq', sourceUrl: 'audit' },
      { name: 'canaryDlq', url: 'canary-dlq', sourceUrl: undefined },
    ]);
  });

  it('is complete without a Watch stack', async () => {
    const { fingerprint, outputs } = await readDeployed(ofStage('local'), 'local');

    expect(fingerprint).toBe('one');
    expect(outputs).toEqual({ ...data, ...app });
  });

  it.each([
    ['the two are of different deployments', { 'Rollcall-local-App': stackOf(app, 'another') }],
    ['one is unfinished', { 'Rollcall-local-App': { ...stackOf(app), StackStatus: 'UPDATE_IN_PROGRESS' as const } }],
  ])('returns no fingerprint where %s', async (_, more) => {
    expect((await readDeployed(ofStage('local', more), 'local')).fingerprint).toBeUndefined();
  });

  it('throws every error but that of a missing stack', async () => {
    const refused = { send: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' })) };

    await expect(readDeployed(refused as unknown as CloudFormationClient, 'prod')).rejects.toThrow('no');
  });
});
