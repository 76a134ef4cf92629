import { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Settings } from '../config.ts';

/** A stage's settings in CDK's words. */
export const removalPolicyOf = ({ removal }: Settings): RemovalPolicy =>
  removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

// CDK's enum is the number of days, under a name.
export const retentionOf = ({ logRetentionDays }: Settings): RetentionDays => logRetentionDays;

export const isProtected = ({ removal }: Settings): boolean => removal === 'retain';
