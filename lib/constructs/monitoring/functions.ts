import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { alarmProps } from '../../alarms.ts';
import type { RollcallFunction } from '../function.ts';
import { workflowTasks } from '../workflow.ts';

// A workflow task throws on every transient failure, and Step Functions retries it: a few errors are normal.
const RETRIED: ReadonlySet<string> = new Set(workflowTasks);
const MAX_RETRIED_ERRORS = 5;

// The publisher is invoked within a second of a row; five minutes mean an outage of the bus or of Rollcall. Without rows
// there is no age: the canary proves that rows arrive at all.
const MAX_ROW_AGE = Duration.minutes(5);

/** Errors and throttles of a function; for the publisher also the age of its rows. */
export function monitorFunction(
  monitoring: MonitoringFacade,
  { node, spec, function: lambdaFunction }: RollcallFunction,
): void {
  const maxErrorCount = RETRIED.has(node.id) ? MAX_RETRIED_ERRORS : 0;
  monitoring.monitorLambdaFunction({
    lambdaFunction,
    humanReadableName: node.id,
    alarmFriendlyName: node.id,
    addFaultCountAlarm: { Critical: { maxErrorCount, ...alarmProps('FunctionFails', spec.impact) } },
    addThrottlesCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('FunctionThrottled', spec.impact) } },
    ...(node.id === 'PublishJournal' && {
      isIterator: true,
      addMaxIteratorAgeAlarm: {
        Critical: {
          maxAgeInMillis: MAX_ROW_AGE.toMilliseconds(),
          treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
          ...alarmProps('PublisherLag'),
        },
      },
    }),
  });
}
