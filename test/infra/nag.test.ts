import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../lib/config.ts';
import { addRollcall } from '../../lib/stacks/rollcall.ts';

interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

function rollcall(): App {
  const app = new App();
  addRollcall(
    app,
    readConfig((key) => (key === 'stage' ? 'prod' : undefined)),
  );
  return app;
}

const acknowledgedIn = (app: App): readonly Acknowledgement[] =>
  app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => ({ id, reason }));

describe('the AwsSolutions rules of cdk-nag', () => {
  let app: App;

  beforeAll(() => {
    app = rollcall();
  });

  it('pass', () => {
    expect(() => app.synth()).not.toThrow();
  });

  it('are acknowledged only for these rules, each with a reason', () => {
    const acknowledged = acknowledgedIn(app);
    const kinds = new Set(acknowledged.map(({ id }) => id.replace(/^.*::(?=AwsSolutions-)/, '')));

    expect([...kinds].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-COG1',
      'AwsSolutions-COG2',
      'AwsSolutions-COG8',
      'AwsSolutions-IAM5[Resource::*]',
      expect.stringMatching(/^AwsSolutions-IAM5\[Resource::arn:\S+:execution:<RegisterUserMachine\w+\.Name>:\*\]$/),
      'AwsSolutions-SQS3',
    ]);
    for (const { reason } of acknowledged) expect(reason.length).toBeGreaterThan(40);
  });

  it('fail the synth on a violation', () => {
    const other = rollcall();
    new Queue(new Stack(other, 'Unencrypted'), 'Queue');

    expect(() => other.synth()).toThrow('AwsSolutions-SQS4');
  });
});
