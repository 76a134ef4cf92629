import { Duration, Validations } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CANARY_SOURCE } from '../../../contracts/internal/canary.ts';
import { sendCanary } from '../../functions/index.ts';
import { rollcallQueue } from '../dead-letters.ts';
import type { FunctionBindings } from '../function-bindings.ts';
import { Scheduled } from '../scheduled.ts';
import { TaskFunction } from '../task-function.ts';

export interface CanaryProps {
  readonly bus: IEventBus;
  readonly bindings: FunctionBindings;
}

// Nobody reads the canaries that arrive: their number is what counts.
const KEPT = Duration.minutes(5);

/** A row in the journal each minute, and the queue where its event must arrive. */
export class Canary extends Construct {
  readonly task: TaskFunction;
  readonly arrivals: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { bus, bindings }: CanaryProps) {
    super(scope, id);
    this.task = new TaskFunction(this, 'SendCanary', sendCanary, bindings);
    const { settings } = bindings;
    const schedule = new Scheduled(this, 'Schedule', { every: Duration.minutes(1), task: this.task, settings });
    this.deadLetters = schedule.deadLetters;
    this.arrivals = rollcallQueue(this, 'Arrivals', { retentionPeriod: KEPT });
    Validations.of(this.arrivals).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'Nothing reads this queue, so nothing can fail to: what arrives is counted, and forgotten after minutes.',
    });
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [CANARY_SOURCE] },
      targets: [new SqsQueue(this.arrivals)],
    });
  }
}
