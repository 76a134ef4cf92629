import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { deadLetterQueue } from './dead-letters.ts';
import type { TaskFunction } from './task-function.ts';

export interface EveryMinuteProps {
  readonly task: TaskFunction;
  readonly settings: Settings;
}

// The next minute does what this one could not: a run that is a minute late, or tried again, is one too many.
const LATEST = Duration.minutes(1);
const RETRIES = 0;

/**
 * Calls a function each minute. A dead-letter queue keeps the runs that failed or never began, to be counted:
 * there is nothing in them to send again.
 *
 * Without reserved concurrency: a new account has 10 at once, of which AWS lets none be reserved. The function's
 * time-out has to be below a minute, and what it does has to bear a second run beside it (a rule may fire twice).
 */
export class EveryMinute extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { task, settings }: EveryMinuteProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'Dlq', settings);
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: of a schedule, which cdk-nag does not look for.',
    });
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(task.function, {
          deadLetterQueue: this.deadLetters,
          maxEventAge: LATEST,
          retryAttempts: RETRIES,
        }),
      ],
    });
    task.function.configureAsyncInvoke({
      maxEventAge: LATEST,
      retryAttempts: RETRIES,
      onFailure: new SqsDestination(this.deadLetters),
    });
  }
}
