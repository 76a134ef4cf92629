import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { deadLetterQueue, rollcallQueue } from './dead-letters.ts';
import { FUNCTION_TIMEOUT, type TaskFunction } from './task-function.ts';

export interface ConsumerProps {
  /** The account's own bus, on which AWS itself publishes, when absent. */
  readonly bus?: IEventBus;
  /** Which events it gets. */
  readonly pattern: EventPattern;
  readonly task: TaskFunction;
  readonly settings: Settings;
}

// AWS's advice: six times the function's time-out, so that throttled batches are not seen twice.
const VISIBILITY = Duration.seconds(FUNCTION_TIMEOUT.toSeconds() * 6);

// A third try outlasts a deployment and a lost answer; what fails three times needs a human.
const MAX_RECEIVES = 3;

/** Messages a call; a batch is handled at once, each message for itself. */
const BATCH = 10;

/** Rule > queue > Lambda, and a dead-letter queue for what neither the rule nor the Lambda could hand on. */
export class Consumer extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { bus, pattern, task, settings }: ConsumerProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'Dlq', settings);
    this.queue = rollcallQueue(this, 'Queue', {
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    new Rule(this, 'Rule', {
      ...(bus ? { eventBus: bus } : {}),
      eventPattern: pattern,
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
    this.feed(task);
  }

  private feed(task: TaskFunction): void {
    // Not grantConsumeMessages: it adds ChangeMessageVisibility and GetQueueUrl, which the poller never calls.
    task.role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resources: [this.queue.queueArn],
      }),
    );
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: task.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH,
      // A failed message comes again alone; its neighbours are done.
      reportBatchItemFailures: true,
    });
    // Lambda checks that the role may read the queue when the mapping is made.
    mapping.node.addDependency(task.role);
  }
}
