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

interface Series {
  readonly statistic: 'Sum' | 'Maximum' | 'p50' | 'p99';
  readonly outcome?: RegistrationOutcome;
}

const PERIOD = Duration.minutes(5);

const metricOf = (stage: Stage, metricName: MetricName, { statistic, outcome }: Series): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    statistic,
    period: PERIOD,
    label: outcome ?? `${metricName} ${statistic}`,
    dimensionsMap: { stage, ...(outcome && { outcome }) },
  });

const withAlarm = (
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

const outcomeAlarms: Partial<Record<RegistrationOutcome, AlarmName>> = {
  rolled_back: 'RolledBack',
  rollback_failed: 'RollbackFailed',
};

/** Rollcall's own metrics: outcomes of registrations, their duration, and users who wait for their roles. */
export function monitorRegistrations(monitoring: MonitoringFacade, stage: Stage): void {
  const ended = registrationOutcomes.map((outcome) => {
    const metric = metricOf(stage, 'Registrations', { statistic: 'Sum', outcome });
    const name = outcomeAlarms[outcome];
    return name ? withAlarm(metric, name, TreatMissingData.NOT_BREACHING) : metric;
  });
  const times = (['p50', 'p99'] as const).map((statistic) => metricOf(stage, 'TimeToRegistered', { statistic }));
  const compensations = (['RolesDeferred', 'Rollbacks'] as const).map((name) =>
    metricOf(stage, name, { statistic: 'Sum' }),
  );
  const pending = metricOf(stage, 'RolesPendingOverAnHour', { statistic: 'Maximum' });
  monitoring.monitorCustom({
    humanReadableName: 'Registrations',
    alarmFriendlyName: 'Registrations',
    metricGroups: [
      { title: 'Registrations that ended', metrics: ended },
      { title: 'Time to registered (ms)', metrics: times },
      { title: 'Deferred and rolled back', metrics: compensations },
      // The sweeper publishes it each minute: a missing value means that no sweep completes.
      {
        title: 'Roles pending for over an hour',
        metrics: [withAlarm(pending, 'RolesPending', TreatMissingData.BREACHING)],
      },
    ],
  });
}
