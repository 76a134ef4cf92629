import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { removalPolicyOf } from './retention.ts';

// SQS's maximum: time to notice, fix and replay.
const RETENTION = Duration.days(14);

/** What invokes a function: its queue, if it has one, and the dead-letter queue of what the function could not handle. */
export interface EventSource {
  readonly queue?: Queue;
  readonly deadLetterQueue: Queue;
}

/** An encrypted queue, reachable by TLS only, with SQS's maximum retention. */
export const addQueue = (scope: Construct, id: string, props: QueueProps): Queue =>
  new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: RETENTION,
    ...props,
  });

/** A queue for messages that could not be handled. It outlives its stack where the stage retains data. */
export const addDeadLetterQueue = (scope: Construct, settings: Settings): Queue =>
  addQueue(scope, 'Dlq', { removalPolicy: removalPolicyOf(settings) });
