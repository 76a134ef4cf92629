import { describe, expect, it } from 'vitest';
import { functions } from '../../lib/functions/index.ts';
import { nameOf, statementsOf, templateOf } from './template.ts';

const watch = templateOf('prod', 'Watch');
const alarms = watch.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const alarmNamed = (name: string) => alarms.find(({ AlarmName }) => AlarmName.endsWith(`-Watch-${name}-Critical`));
const [topic] = watch.ofType('AWS::SNS::Topic');
const [topicPolicy] = watch.ofType('AWS::SNS::TopicPolicy');

const deadLetterQueues = [...templateOf('prod', 'App').resources, ...watch.resources]
  .filter(({ Type, id }) => Type === 'AWS::SQS::Queue' && /Dlq[0-9A-F]{8}$/.test(id))
  .map(({ id }) => nameOf({ Ref: id }).replace(/^CanaryScheduleDlq$/, 'CanaryDlq'));

describe('every alarm', () => {
  it.each(alarms.map(({ AlarmName, ...alarm }) => [AlarmName, alarm] as const))('%s', (_, alarm) => {
    const impact = alarm.AlarmDescription.split(' \r\n')[0];

    expect(impact).toMatch(/^[A-Z].{15,}\.$/);
    expect(alarm.AlarmActions.map(nameOf)).toEqual(['AlarmsTopic']);
    expect(alarm.OKActions.map(nameOf)).toEqual(['AlarmsTopic']);
    expect(alarm.TreatMissingData).not.toBe('missing');
  });
});

describe('an alarm fires', () => {
  it.each(deadLetterQueues)('at the first message in %s', (name) => {
    expect(alarmNamed(`${name}-Queue-Message-Count-Max`)).toMatchObject({
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
    });
  });

  it.each([...Object.keys(functions), 'PreTokenGeneration', 'CustomChallenge', 'SendCanary'])(
    'when %s fails or is throttled',
    (name) => {
      expect(alarmNamed(`${name}-Fault-Count`)).toBeDefined();
      expect(alarmNamed(`${name}-Throttled-Count`)).toMatchObject({ Threshold: 0 });
    },
  );

  it.each(['Failure-Count', 'TimedOut-Count', 'Throttled-Count'])('on executions: %s', (what) => {
    expect(alarmNamed(`RegisterUser-${what}`)).toBeDefined();
  });

  it('when the oldest unpublished row is older than five minutes', () => {
    expect(alarmNamed('PublishJournal-Iterator-Age-Max')).toMatchObject({ Threshold: 300_000 });
  });

  it.each([
    ['Registrations-RollbackFailed', 'rollback_failed'],
    ['Registrations-RolledBack', 'rolled_back'],
  ])('at the first %s', (name, outcome) => {
    const [{ MetricStat }] = alarmNamed(name).Metrics;

    expect(alarmNamed(name)).toMatchObject({ Threshold: 0, EvaluationPeriods: 1 });
    expect(MetricStat.Metric).toEqual({
      Namespace: 'Rollcall',
      MetricName: 'Registrations',
      Dimensions: [
        { Name: 'outcome', Value: outcome },
        { Name: 'stage', Value: 'prod' },
      ],
    });
  });

  it('when roles are pending for over an hour, and when the metric is missing', () => {
    expect(alarmNamed('Registrations-RolesPending')).toMatchObject({ Threshold: 0, TreatMissingData: 'breaching' });
  });

  it('when no canary arrives', () => {
    expect(alarmNamed('Canary-Arrivals')).toMatchObject({
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });
});

describe('dead-letter queues', () => {
  const outputs = [...templateOf('prod', 'App').outputs, ...watch.outputs];

  it.each(deadLetterQueues)('have an output for the dlq command: %s', (name) => {
    expect(outputs).toContain(name);
  });
});

describe('the canary', () => {
  it('is sent each minute, and its event reaches only the queue that counts it', () => {
    const [schedule, arrival] = ['ScheduleExpression', 'EventPattern'].map((kind) =>
      watch.ofType('AWS::Events::Rule').find(({ Properties }) => Properties[kind] !== undefined),
    );

    expect(schedule?.Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(arrival?.Properties.EventPattern).toEqual({ source: ['rollcall.canary'] });
    expect(nameOf(arrival?.Properties.EventBusName)).toBe('Bus');
  });

  it('has permission to write to the journal, its log and its traces, and nothing else', () => {
    const [policy] = watch.ofType('AWS::IAM::Policy');
    const allowed = statementsOf(policy?.Properties.PolicyDocument).map(({ actions, resources }) => [
      resources.join(),
      [...actions].sort().join(),
    ]);

    expect(Object.fromEntries(allowed)).toEqual({
      CanarySendCanaryLog: 'logs:CreateLogStream,logs:PutLogEvents',
      '*': 'xray:PutTelemetryRecords,xray:PutTraceSegments',
      Journal: 'dynamodb:PutItem',
      CanaryScheduleDlq: 'sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:SendMessage',
    });
  });
});

describe('the operators', () => {
  it('get the alarms by mail', () => {
    const [subscription] = watch.ofType('AWS::SNS::Subscription');

    expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'operators@example.com' });
  });

  it('get alarms encrypted, by TLS only, and only from CloudWatch in this account', () => {
    const statements: readonly Record<string, unknown>[] = topicPolicy?.Properties.PolicyDocument.Statement;
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

    expect(nameOf(topic?.Properties.KmsMasterKeyId)).toBe('AlarmsKey');
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  it('have one dashboard', () => {
    expect(watch.ofType('AWS::CloudWatch::Dashboard')).toHaveLength(1);
  });
});
