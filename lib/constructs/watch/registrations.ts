import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { CustomMetricWithAlarm, MonitoringFacade } from 'cdk-monitoring-constructs';
import {
  METRICS_NAMESPACE,
  type MetricName,
  type RegistrationOutcome,
  registrationOutcomes,
} from '../../../contracts/internal/metrics.ts';
import { type AlarmName, alarmProps } from '../../alarms.ts';
import type { Stage } from '../../config.ts';

interface Asked {
  readonly statistic: 'Sum' | 'Maximum' | 'p50' | 'p99';
  readonly outcome?: RegistrationOutcome;
}

const PERIOD = Duration.minutes(5);

const metricOf = (stage: Stage, metricName: MetricName, { statistic, outcome }: Asked): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    statistic,
    period: PERIOD,
    label: outcome ?? `${metricName} ${statistic}`,
    dimensionsMap: { stage, ...(outcome && { outcome }) },
  });

const alarmedAt = (
  metric: Metric,
  name: AlarmName,
  treatMissingDataOverride: TreatMissingData,
): CustomMetricWithAlarm => ({
  metric,
  alarmFriendlyName: name,
  addAlarm: {
    Critical: {
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingDataOverride,
      ...alarmProps(name),
    },
  },
});

const alarmOf: Partial<Record<RegistrationOutcome, AlarmName>> = {
  rolled_back: 'RolledBack',
  rollback_failed: 'RollbackFailed',
};

/** How registrations end, how long they take, and who waits for roles: Rollcall's own metrics. */
export function watchRegistrations(monitoring: MonitoringFacade, stage: Stage): void {
  const ended = registrationOutcomes.map((outcome) => {
    const metric = metricOf(stage, 'Registrations', { statistic: 'Sum', outcome });
    const name = alarmOf[outcome];
    return name ? alarmedAt(metric, name, TreatMissingData.NOT_BREACHING) : metric;
  });
  const times = (['p50', 'p99'] as const).map((statistic) => metricOf(stage, 'TimeToRegistered', { statistic }));
  const again = (['RolesDeferred', 'Rollbacks'] as const).map((name) => metricOf(stage, name, { statistic: 'Sum' }));
  const pending = metricOf(stage, 'RolesPendingOverAnHour', { statistic: 'Maximum' });
  monitoring.monitorCustom({
    humanReadableName: 'Registrations',
    alarmFriendlyName: 'Registrations',
    metricGroups: [
      { title: 'Registrations that ended', metrics: ended },
      { title: 'Time to registered (ms)', metrics: times },
      { title: 'Deferred and rolled back', metrics: again },
      // The sweeper tells it each minute: without a value there is no sweeper.
      {
        title: 'Roles pending for over an hour',
        metrics: [alarmedAt(pending, 'RolesPending', TreatMissingData.BREACHING)],
      },
    ],
  });
}
