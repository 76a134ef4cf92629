import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { deadLetterQueue } from './dead-letters.ts';
import type { TaskFunction } from './task-function.ts';

export interface JournalFeedProps {
  readonly journal: Table;
  readonly publisher: TaskFunction;
  readonly settings: Settings;
}

// Ten calls of PutEvents, which takes 10 entries: well inside the function's 10 s.
const BATCH = 100;

// The stream keeps a record for 24 h. Half of that for trying outlasts an outage of the bus, and leaves
// as long for an operator to read the record that the dead-letter queue names while it still is there.
const OLDEST = Duration.hours(12);

// For a record that the bus refuses for good, which would hold up its shard for all of OLDEST; the publisher
// tries four times within each of these, so that an outage of some minutes does not use them up.
const MAX_ATTEMPTS = 1000;

/** The journal's stream > the publisher, with a dead-letter queue for what could not be published. */
export class JournalFeed extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { journal, publisher, settings }: JournalFeedProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'Dlq', settings);
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: of a stream, which cdk-nag does not look for.',
    });
    this.allow(publisher, journal.tableStreamArn ?? '');
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: publisher.function,
      eventSourceArn: journal.tableStreamArn ?? '',
      // Not LATEST: what is written while the mapping is made would never be published.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      maxRecordAge: OLDEST,
      retryAttempts: MAX_ATTEMPTS,
      onFailure: new SqsDlq(this.deadLetters),
      // TTL's removals are in the stream, too, and are no news.
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
    });
    mapping.node.addDependency(publisher.role);
  }

  private allow({ role }: TaskFunction, stream: string): void {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [stream],
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Lambda asks for dynamodb:ListStreams before it makes the mapping, and that is granted on * only.',
    });
  }
}
