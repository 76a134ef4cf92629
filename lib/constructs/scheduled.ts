import { type Duration, Validations } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { RollcallFunction } from './function.ts';
import { addDeadLetterQueue, type EventSource } from './queues.ts';

export interface ScheduledProps {
  /** A minute or more. */
  readonly every: Duration;
  readonly target: RollcallFunction;
  readonly settings: Settings;
  /** The function's event; EventBridge's own event by default. */
  readonly input?: object;
}

// The next run does the work of one that failed: a retry, or a run delayed beyond the next, would be one too many.
const MAX_RETRIES = 0;

/**
 * Invokes a function at an interval. A dead-letter queue counts the runs that failed or never started; its messages
 * hold nothing to replay.
 *
 * Without reserved concurrency: a new account has a limit of 10, of which AWS lets none be reserved. The function's
 * timeout has to be shorter than the interval, and two runs at once must be safe (a rule may fire twice).
 */
export class Scheduled extends Construct implements EventSource {
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { every, target, settings, input }: ScheduledProps) {
    super(scope, id);
    this.deadLetterQueue = addDeadLetterQueue(this, settings);
    Validations.of(this.deadLetterQueue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself: of a schedule, which cdk-nag does not recognize.',
    });
    const once = { maxEventAge: every, retryAttempts: MAX_RETRIES };
    const event = input && RuleTargetInput.fromObject(input);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(target.function, {
          deadLetterQueue: this.deadLetterQueue,
          ...once,
          ...(event && { event }),
        }),
      ],
    });
    target.function.configureAsyncInvoke({ ...once, onFailure: new SqsDestination(this.deadLetterQueue) });
  }
}
