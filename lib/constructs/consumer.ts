import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { FUNCTION_TIMEOUT, type RollcallFunction } from './function.ts';
import { addDeadLetterQueue, addQueue, type EventSource } from './queues.ts';

export interface ConsumerProps {
  /** By default the account's default bus, on which AWS publishes its own events. */
  readonly bus?: IEventBus;
  readonly pattern: EventPattern;
  readonly target: RollcallFunction;
  readonly settings: Settings;
}

// AWS's advice: six times the function's timeout, so that a throttled batch is not delivered twice.
const VISIBILITY_TIMEOUT = Duration.seconds(FUNCTION_TIMEOUT.toSeconds() * 6);

// A third attempt outlasts a deployment and a lost response. What fails three times needs an operator.
const MAX_RECEIVES = 3;

/** Messages per invocation, each handled by itself. */
const BATCH_SIZE = 10;

/** Rule > queue > Lambda, with a dead-letter queue for what the rule cannot deliver and the function cannot handle. */
export class Consumer extends Construct implements EventSource {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { bus, pattern, target, settings }: ConsumerProps) {
    super(scope, id);
    this.deadLetterQueue = addDeadLetterQueue(this, settings);
    this.queue = addQueue(this, 'Queue', {
      visibilityTimeout: VISIBILITY_TIMEOUT,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
    new Rule(this, 'Rule', {
      ...(bus ? { eventBus: bus } : {}),
      eventPattern: pattern,
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetterQueue })],
    });
    this.invoke(target);
  }

  private invoke(target: RollcallFunction): void {
    // Not grantConsumeMessages: it adds ChangeMessageVisibility and GetQueueUrl, which the poller never calls.
    target.role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: target.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH_SIZE,
      // Only a failed message is delivered again, not its whole batch.
      reportBatchItemFailures: true,
    });
    // Lambda checks that the role may read the queue when the mapping is created.
    mapping.node.addDependency(target.role);
  }
}
