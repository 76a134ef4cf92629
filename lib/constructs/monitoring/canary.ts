import { Duration, Validations } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY_SOURCE } from '../../../contracts/internal/canary.ts';
import { sendCanary } from '../../functions/operations.ts';
import { type FunctionBindings, RollcallFunction } from '../function.ts';
import { addQueue } from '../queues.ts';
import { Scheduled } from '../scheduled.ts';

export interface CanaryProps {
  readonly bus: IEventBus;
  readonly bindings: FunctionBindings;
}

// No consumer reads the canaries that arrive: only their number counts.
const ARRIVAL_RETENTION = Duration.minutes(5);

/** Writes a row to the journal each minute, and counts the events that the bus delivers to a queue. */
export class Canary extends Construct {
  readonly function: RollcallFunction;
  readonly arrivals: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { bus, bindings }: CanaryProps) {
    super(scope, id);
    const { settings } = bindings;
    this.function = new RollcallFunction(this, 'SendCanary', sendCanary, bindings);
    const schedule = new Scheduled(this, 'Schedule', { every: Duration.minutes(1), target: this.function, settings });
    this.deadLetterQueue = schedule.deadLetterQueue;
    this.arrivals = addQueue(this, 'Arrivals', { retentionPeriod: ARRIVAL_RETENTION });
    Validations.of(this.arrivals).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'The queue has no consumer that could fail: its messages are counted, and expire after minutes.',
    });
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [CANARY_SOURCE] },
      targets: [new SqsQueue(this.arrivals)],
    });
  }
}
