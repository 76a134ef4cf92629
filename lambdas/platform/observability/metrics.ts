import { METRICS_NAMESPACE, type MetricName, metrics } from '../../../contracts/internal/metrics.ts';
import { type Clock, systemClock } from '../runtime.ts';

/** One value of a metric; its unit stands in the contract. */
export interface Measurement {
  readonly metric: MetricName;
  readonly value: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

export type Measure = (...measurements: readonly Measurement[]) => void;

/** A measurement in CloudWatch's embedded metric format: one line of the log, out of which it makes the metric. */
function lineOf({ metric, value, dimensions = {} }: Measurement, stage: string, at: Date): object {
  const all = { stage, ...dimensions };
  return {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: [Object.keys(all)],
          Metrics: [{ Name: metric, Unit: metrics[metric] }],
        },
      ],
    },
    ...all,
    [metric]: value,
  };
}

/**
 * Writes metrics to the log, of which no call can fail or wait. `STAGE` is their dimension only.
 * Own code because Powertools' metrics are 15 KB of a 240 KB budget (docs/adr/0006).
 */
export const measureTo =
  (write: (line: string) => void, clock: Clock = systemClock): Measure =>
  (...measurements) => {
    for (const measurement of measurements) {
      write(`${JSON.stringify(lineOf(measurement, process.env.STAGE ?? 'unknown', clock()))}\n`);
    }
  };

export const measure: Measure = measureTo((line) => process.stdout.write(line));
