import { type Duration, Validations } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { deadLetterQueue } from './dead-letters.ts';
import type { TaskFunction } from './task-function.ts';

export interface ScheduledProps {
  /** A minute or more. */
  readonly every: Duration;
  readonly task: TaskFunction;
  readonly settings: Settings;
  /** What the function is called with; EventBridge's own event when absent. */
  readonly input?: object;
}

// The next run does what this one could not: a run that is later than the next, or tried again, is one too many.
const RETRIES = 0;

/**
 * Calls a function again and again. A dead-letter queue keeps the runs that failed or never began, to be counted:
 * there is nothing in them to send again.
 *
 * Without reserved concurrency: a new account has 10 at once, of which AWS lets none be reserved. The function's
 * time-out has to be below the interval, and what it does has to bear a second run beside it (a rule may fire twice).
 */
export class Scheduled extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { every, task, settings, input }: ScheduledProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'Dlq', settings);
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: of a schedule, which cdk-nag does not look for.',
    });
    const once = { maxEventAge: every, retryAttempts: RETRIES };
    const event = input && RuleTargetInput.fromObject(input);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(task.function, { deadLetterQueue: this.deadLetters, ...once, ...(event && { event }) }),
      ],
    });
    task.function.configureAsyncInvoke({ ...once, onFailure: new SqsDestination(this.deadLetters) });
  }
}
