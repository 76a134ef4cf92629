import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../../config.ts';
import { accountStatement, addKey } from '../keys.ts';

/** CloudWatch, on behalf of this account only. */
const cloudWatch = () =>
  new ServicePrincipal('cloudwatch.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });

/** The topic of all alarms. It mails them to the operators' address, which has to confirm the subscription once. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Rollcall alarms',
      // Its own key: CloudWatch may not use AWS's (alias/aws/sns), and an encrypted topic would lose every alarm.
      masterKey: addKey(this, settings, {
        description: 'Rollcall: alarms on their way to the operators.',
        enableKeyRotation: true,
        statements: [
          accountStatement(),
          new PolicyStatement({ principals: [cloudWatch()], actions, resources: ['*'] }),
        ],
      }),
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
