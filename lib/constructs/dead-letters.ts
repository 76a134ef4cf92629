import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { removalPolicyOf } from './settings.ts';

/** SQS's longest: time to notice, mend and send again. */
const KEPT = Duration.days(14);

/** Encrypted, by TLS only, kept as long as SQS can. */
export function rollcallQueue(
  scope: Construct,
  id: string,
  more: Partial<ConstructorParameters<typeof Queue>[2]>,
): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: KEPT,
    ...more,
  });
}

/** Where messages end that could not be handled; it stays when the stack goes, where the stage retains. */
export const deadLetterQueue = (scope: Construct, id: string, settings: Settings): Queue =>
  rollcallQueue(scope, id, { removalPolicy: removalPolicyOf(settings) });
