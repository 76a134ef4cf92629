import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { RollcallFunction } from './function.ts';
import { addDeadLetterQueue, type EventSource } from './queues.ts';

export interface JournalFeedProps {
  readonly journal: Table;
  readonly publisher: RollcallFunction;
  readonly settings: Settings;
}

// Ten calls of PutEvents, which takes 10 entries: well inside the function's 10 s.
const BATCH_SIZE = 100;

// The stream keeps a record for 24 h. Retrying for half of that outlasts an outage of the bus, and leaves an operator
// as long to read the record that the dead-letter queue refers to while the stream still has it.
const MAX_RECORD_AGE = Duration.hours(12);

// For a record that the bus always rejects, which would block its shard for all of MAX_RECORD_AGE. The publisher
// retries four times within each of these attempts, so that an outage of some minutes does not use them up.
const MAX_ATTEMPTS = 1000;

/** Transactional outbox: the journal's stream invokes the publisher. A dead-letter queue refers to unpublished rows. */
export class JournalFeed extends Construct implements EventSource {
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { journal, publisher, settings }: JournalFeedProps) {
    super(scope, id);
    this.deadLetterQueue = addDeadLetterQueue(this, settings);
    Validations.of(this.deadLetterQueue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself: of a stream, which cdk-nag does not recognize.',
    });
    this.allow(publisher, journal.tableStreamArn ?? '');
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: publisher.function,
      eventSourceArn: journal.tableStreamArn ?? '',
      // Not LATEST: rows written while the mapping is created would never be published.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH_SIZE,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      maxRecordAge: MAX_RECORD_AGE,
      retryAttempts: MAX_ATTEMPTS,
      onFailure: new SqsDlq(this.deadLetterQueue),
      // The stream also has TTL's removals, which are no events.
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
    });
    mapping.node.addDependency(publisher.role);
  }

  private allow({ role }: RollcallFunction, stream: string): void {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [stream],
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Lambda requires dynamodb:ListStreams to create the mapping, and it can be granted on * only.',
    });
  }
}
