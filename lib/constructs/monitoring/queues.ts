import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { type AlarmName, alarmProps, alarms } from '../../alarms.ts';
import type { EventSource } from '../queues.ts';

// Longer than three receives with their visibility timeouts, so that one failing message does not fire the alarm.
const MAX_MESSAGE_AGE = Duration.minutes(15);

// One canary a minute: a schedule may be two minutes late, so the alarm waits for fifteen minutes without one.
const CANARY_PERIOD = Duration.minutes(5);
const CANARY_PERIODS = 3;

// SQS stops publishing metrics of a queue that was inactive for six hours.
const missingDataIsGood = { treatMissingDataOverride: TreatMissingData.NOT_BREACHING };

function deadLetterAlarm(queueName: string): AlarmName {
  if (queueName in alarms) return queueName as AlarmName;
  throw new Error(`lib/alarms.ts has no alarm for the dead-letter queue ${queueName}`);
}

/** Alarms for an event source. The first message in its dead-letter queue fires, and so do messages that wait. */
export function monitorEventSource(monitoring: MonitoringFacade, name: string, source: EventSource): void {
  if (source.queue) monitorMessageAge(monitoring, `${name}Queue`, source.queue);
  monitorDeadLetters(monitoring, `${name}Dlq`, source.deadLetterQueue);
}

function monitorDeadLetters(monitoring: MonitoringFacade, name: string, queue: Queue): void {
  monitoring.monitorSqsQueue({
    queue,
    humanReadableName: name,
    alarmFriendlyName: name,
    addQueueMaxSizeAlarm: {
      Critical: {
        maxMessageCount: 0,
        period: Duration.minutes(1),
        ...missingDataIsGood,
        ...alarmProps(deadLetterAlarm(name)),
      },
    },
  });
}

// A consumer that is not invoked leaves no dead letters: its messages wait.
function monitorMessageAge(monitoring: MonitoringFacade, name: string, queue: Queue): void {
  monitoring.monitorSqsQueue({
    queue,
    humanReadableName: name,
    alarmFriendlyName: name,
    addQueueMaxMessageAgeAlarm: {
      Critical: { maxAgeInSeconds: MAX_MESSAGE_AGE.toSeconds(), ...missingDataIsGood, ...alarmProps('MessageAge') },
    },
  });
}

/** Fires when no canary arrives, and when the queue publishes no metrics at all. */
export function monitorCanary(monitoring: MonitoringFacade, arrivals: Queue): void {
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
