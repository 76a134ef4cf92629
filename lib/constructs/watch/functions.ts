import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { alarmProps } from '../../alarms.ts';
import { functionImpacts, type WatchedFunction } from '../../functions/losses.ts';
import type { TaskFunction } from '../task-function.ts';

// A task of the workflow throws whenever trying again may help, and is tried again: some of that is everyday.
const RETRIED: ReadonlySet<WatchedFunction> = new Set<WatchedFunction>([
  'ReserveRegistration',
  'CreateUser',
  'AssignRoles',
  'DeferRoles',
  'RollBackUser',
  'RecordRollbackFailure',
]);
const EVERYDAY_ERRORS = 5;

// The publisher is called within a second of a row; five minutes are an outage of the bus or of ourselves. No rows, no age:
// that rows come at all is what the canary proves.
const OLDEST_ROW = Duration.minutes(5);

/** Errors and throttles of a function; of the publisher also how old the rows are that it gets. */
export function watchFunction(monitoring: MonitoringFacade, name: WatchedFunction, task: TaskFunction): void {
  const impact = functionImpacts[name];
  const maxErrorCount = RETRIED.has(name) ? EVERYDAY_ERRORS : 0;
  const publishes = name === 'PublishJournal';
  monitoring.monitorLambdaFunction({
    lambdaFunction: task.function,
    humanReadableName: name,
    alarmFriendlyName: name,
    addFaultCountAlarm: { Critical: { maxErrorCount, ...alarmProps('FunctionFails', impact) } },
    addThrottlesCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('FunctionThrottled', impact) } },
    ...(publishes && {
      isIterator: true,
      addMaxIteratorAgeAlarm: {
        Critical: {
          maxAgeInMillis: OLDEST_ROW.toMilliseconds(),
          treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
          ...alarmProps('Late'),
        },
      },
    }),
  });
}
