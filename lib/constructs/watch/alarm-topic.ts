import { Aws } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../../config.ts';
import { keyCare } from '../key-care.ts';
import { removalPolicyOf } from '../settings.ts';

/** CloudWatch, as long as it speaks for this account. */
const cloudWatch = () =>
  new ServicePrincipal('cloudwatch.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });

// Its own key: CloudWatch may not use AWS's (alias/aws/sns), and an alarm to an encrypted topic would be lost.
function keyOf(scope: Construct, settings: Settings): Key {
  const forAccount = { principals: [new AccountRootPrincipal()], actions: [...keyCare], resources: ['*'] };
  const forAlarms = { principals: [cloudWatch()], actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] };
  return new Key(scope, 'Key', {
    description: 'Rollcall: alarms on their way to the operators.',
    enableKeyRotation: true,
    removalPolicy: removalPolicyOf(settings),
    policy: new PolicyDocument({ statements: [new PolicyStatement(forAccount), new PolicyStatement(forAlarms)] }),
  });
}

/** Where alarms go, and from there to the operators' address, which has to confirm it by mail once. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Rollcall alarms',
      masterKey: keyOf(this, settings),
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch()],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
    this.topic.addSubscription(new EmailSubscription(settings.operatorsAddress));
  }
}
