import { describe, expect, it } from 'vitest';
import { mailedEvents } from '../../contracts/mail.ts';
import { nameOf, templateOf } from './template.ts';

const app = templateOf('prod', 'App');
const data = templateOf('prod', 'Data');
const queues = app.ofType('AWS::SQS::Queue');
const functionSeconds = 10;

const ofRollcall = (...types: readonly string[]) => ({
  source: ['rollcall'],
  ...(types.length > 0 && { 'detail-type': types }),
});

const consumers = [
  { name: 'Audit', bus: 'Bus', pattern: ofRollcall() },
  { name: 'Logging', bus: 'Bus', pattern: ofRollcall() },
  {
    name: 'Mailer',
    bus: 'Bus',
    pattern: ofRollcall(...mailedEvents),
  },
  { name: 'Invitation', bus: 'Bus', pattern: ofRollcall('UserRegistered', 'UserVerificationCompleted') },
  { name: 'Verification', bus: 'Bus', pattern: ofRollcall('UserRegistered') },
  {
    name: 'Cache',
    bus: 'Bus',
    pattern: ofRollcall('RoleAssignmentSucceeded', 'RoleRevocationSucceeded', 'PermissionGroupsSet'),
  },
  {
    name: 'Sessions',
    bus: 'Bus',
    pattern: ofRollcall('RoleRevocationSucceeded', 'UserDisabled', 'UserDeleted', 'AllSessionsRevoked'),
  },
  {
    name: 'Finish',
    bus: undefined,
    pattern: {
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: {
        stateMachineArn: [{ Ref: expect.stringMatching(/^RegisterUserMachine/) }],
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      },
    },
  },
];

const named = (type: string, name: string) => app.ofType(type).find(({ id }) => id.startsWith(name))?.Properties;

describe.each(consumers)('consumer $name', ({ name, bus, pattern }) => {
  it('gets its events from its bus through a queue', () => {
    const rule = named('AWS::Events::Rule', `${name}Rule`);

    expect(rule.EventPattern).toEqual(pattern);
    expect(rule.EventBusName && nameOf(rule.EventBusName)).toBe(bus);
    expect(rule.Targets.map((target: { Arn: unknown }) => nameOf(target.Arn))).toEqual([`${name}Queue`]);
  });

  it('moves a message to its dead-letter queue after 3 receives', () => {
    const { RedrivePolicy, VisibilityTimeout } = named('AWS::SQS::Queue', `${name}Queue`);

    expect(RedrivePolicy.maxReceiveCount).toBe(3);
    expect(nameOf(RedrivePolicy.deadLetterTargetArn)).toBe(`${name}Dlq`);
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * functionSeconds);
  });

  it('moves an event that the rule cannot deliver to its dead-letter queue', () => {
    const [target] = named('AWS::Events::Rule', `${name}Rule`).Targets;

    expect(nameOf(target.DeadLetterConfig.Arn)).toBe(`${name}Dlq`);
  });

  it('reports failures per message of a batch', () => {
    expect(named('AWS::Lambda::EventSourceMapping', `${name}Mapping`).FunctionResponseTypes).toEqual([
      'ReportBatchItemFailures',
    ]);
  });

  it('accepts messages only from its own rule', () => {
    const policy = named('AWS::SQS::QueuePolicy', `${name}QueuePolicy`).PolicyDocument;
    const senders = policy.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');

    expect(senders).toHaveLength(1);
    expect(senders[0].Principal).toEqual({ Service: 'events.amazonaws.com' });
    expect(nameOf(senders[0].Condition.ArnEquals['aws:SourceArn'])).toBe(`${name}Rule`);
  });
});

describe('queues', () => {
  it.each(queues.map(({ id, Properties }) => ({ id, Properties })))('encrypt $id', ({ Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it.each(queues.map(({ id }) => id))('deny access to %s without TLS', (id) => {
    const policies = app.ofType('AWS::SQS::QueuePolicy').filter(({ Properties }) => Properties.Queues[0].Ref === id);
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  it('have a dead-letter queue if they feed a function', () => {
    const sourceQueues = queues.filter(({ id }) => /Queue[0-9A-F]{8}$/.test(id));

    expect(sourceQueues).toHaveLength(consumers.length);
    for (const { Properties } of sourceQueues) expect(Properties).toHaveProperty('RedrivePolicy');
  });

  it('keep messages in dead-letter queues for 14 days, and outlive the stack in prod', () => {
    const deadLetterQueues = queues.filter(({ id }) => /Dlq[0-9A-F]{8}$/.test(id));

    // The journal's stream and both schedules have one each, too.
    expect(deadLetterQueues).toHaveLength(consumers.length + 3);
    for (const queue of deadLetterQueues) {
      expect(queue.DeletionPolicy).toBe('Retain');
      expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    }
  });
});

describe('the journal', () => {
  it('is published from its first row on, with a limit of retries and a dead-letter queue', () => {
    expect(named('AWS::Lambda::EventSourceMapping', 'JournalMapping')).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1000,
      MaximumRecordAgeInSeconds: 12 * 60 * 60,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^JournalDlq/), 'Arn'] } },
      },
    });
  });

  it('is published without the removals of TTL', () => {
    expect(named('AWS::Lambda::EventSourceMapping', 'JournalMapping').FilterCriteria).toEqual({
      Filters: [{ Pattern: '{"eventName":["INSERT"]}' }],
    });
  });
});

describe('the sweeper', () => {
  it('runs once a minute, and ends before the next run', () => {
    const rule = named('AWS::Events::Rule', 'SweepRule');
    const [target] = rule.Targets;

    expect(rule.ScheduleExpression).toBe('rate(1 minute)');
    expect(nameOf(target.Arn)).toBe('SweepRegistrationsFunction');
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
    expect(named('AWS::Lambda::Function', 'SweepRegistrationsFunction').Timeout).toBeLessThan(60);
  });

  it('sends runs that failed or never started to its dead-letter queue', () => {
    const [target] = named('AWS::Events::Rule', 'SweepRule').Targets;
    const asynchronous = named('AWS::Lambda::EventInvokeConfig', 'SweepRegistrations');

    expect(nameOf(target.DeadLetterConfig.Arn)).toBe('SweepDlq');
    expect(asynchronous).toMatchObject({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
    expect(nameOf(asynchronous.DestinationConfig.OnFailure.Destination)).toBe('SweepDlq');
  });
});

describe('the reconciler', () => {
  it('gets a tick each hour, and has a timeout of 15 minutes', () => {
    const rule = named('AWS::Events::Rule', 'ReconciliationRule');
    const [target] = rule.Targets;

    expect(rule.ScheduleExpression).toBe('rate(1 hour)');
    expect(nameOf(target.Arn)).toBe('ReconcileFunction');
    expect(target.Input).toBe('{"action":"tick"}');
    expect(nameOf(target.DeadLetterConfig.Arn)).toBe('ReconciliationDlq');
    expect(named('AWS::Lambda::Function', 'ReconcileFunction').Timeout).toBe(900);
  });
});

describe('the bus', () => {
  it('archives its events for replays, except on the emulator, which has no archives', () => {
    const [archive] = data.ofType('AWS::Events::Archive');

    expect(archive?.Properties).toMatchObject({ EventPattern: { source: ['rollcall'] }, RetentionDays: 90 });
    expect(templateOf('local', 'Data').ofType('AWS::Events::Archive')).toEqual([]);
  });
});
