import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { type AlarmName, alarmProps, alarms } from '../../alarms.ts';

// Longer than three receives take with their waits, so that what rings is not one message's own failure.
const MAX_WAIT = Duration.minutes(15);

// A canary a minute: two minutes' lateness of a schedule is no news, fifteen minutes without one are.
const CANARY_PERIOD = Duration.minutes(5);
const CANARY_PERIODS = 3;

// SQS stops measuring a queue that was empty and untouched for six hours.
const quiet = { treatMissingDataOverride: TreatMissingData.NOT_BREACHING };

function alarmOf(name: string): AlarmName {
  if (name in alarms) return name as AlarmName;
  throw new Error(`lib/alarms.ts does not say what dead letters in ${name} mean`);
}

/** Nothing may lie in a dead-letter queue. */
export function watchDeadLetters(monitoring: MonitoringFacade, name: string, queue: Queue): void {
  const output = `${name}Dlq`;
  monitoring.monitorSqsQueue({
    queue,
    humanReadableName: output,
    alarmFriendlyName: output,
    addQueueMaxSizeAlarm: {
      Critical: { maxMessageCount: 0, period: Duration.minutes(1), ...quiet, ...alarmProps(alarmOf(output)) },
    },
  });
}

/** A consumer that does not consume leaves no dead letters: its messages just wait. */
export function watchQueue(monitoring: MonitoringFacade, name: string, queue: Queue): void {
  monitoring.monitorSqsQueue({
    queue,
    humanReadableName: `${name}Queue`,
    alarmFriendlyName: `${name}Queue`,
    addQueueMaxMessageAgeAlarm: {
      Critical: { maxAgeInSeconds: MAX_WAIT.toSeconds(), ...quiet, ...alarmProps('Waiting') },
    },
  });
}

/** Rings when no canary arrives; also when CloudWatch hears nothing of the queue at all. */
export function watchCanary(monitoring: MonitoringFacade, arrivals: Queue): void {
  const metric = arrivals.metricNumberOfMessagesSent({ statistic: 'Sum', period: CANARY_PERIOD, label: 'Canaries' });
  const alarm = {
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingDataOverride: TreatMissingData.BREACHING,
    evaluationPeriods: CANARY_PERIODS,
    datapointsToAlarm: CANARY_PERIODS,
    ...alarmProps('Canary'),
  };
  monitoring.monitorCustom({
    humanReadableName: 'Canary',
    alarmFriendlyName: 'Canary',
    metricGroups: [
      {
        title: 'Canaries that arrived',
        metrics: [{ metric, alarmFriendlyName: 'Arrivals', addAlarm: { Critical: alarm } }],
      },
    ],
  });
}
