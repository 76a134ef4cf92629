import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type LogGroupProps } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from '../config.ts';

/** What happens to a resource that holds data when its stack is deleted. */
export const removalPolicyOf = ({ removal }: Settings): RemovalPolicy =>
  removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

export const isProtected = ({ removal }: Settings): boolean => removal === 'retain';

/** A log group that the stage's settings expire and remove. */
export const addLogGroup = (scope: Construct, settings: Settings, props: LogGroupProps = {}, id = 'Log'): LogGroup =>
  new LogGroup(scope, id, {
    // CDK's enum is the number of days, under a name.
    retention: settings.logRetentionDays,
    removalPolicy: removalPolicyOf(settings),
    ...props,
  });
