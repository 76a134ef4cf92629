import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { behindProxy } from './upstream.ts';

const getUser = (Username: string) => new AdminGetUserCommand({ UserPoolId: 'pool', Username });
const getItem = (id: string) => new GetItemCommand({ TableName: 'users', Key: { userId: { S: id } } });

const errorOf = (call: Promise<unknown>): Promise<Error & { $metadata?: { httpStatusCode?: number } }> =>
  call.then(
    () => {
      throw new Error('the call succeeded');
    },
    (error) => error,
  );

describe('an error by name', () => {
  it('is what the SDK of a JSON service throws, with the status that AWS uses', async () => {
    const { proxy, received, clientSettings } = await behindProxy();
    const effect = { kind: 'error', name: 'InternalErrorException' } as const;
    proxy.plan.add({ service: 'cognito-idp', operation: 'AdminGetUser', including: [], hits: 'all', effect });

    const error = await errorOf(new CognitoIdentityProviderClient(clientSettings).send(getUser('ann')));

    expect(error.name).toBe('InternalErrorException');
    expect(error.$metadata?.httpStatusCode).toBe(500);
    expect(received).toEqual([]);
  });

  it('is what the SDK of a query service throws', async () => {
    const { proxy, clientSettings } = await behindProxy();
    const effect = { kind: 'error', name: 'MessageRejected' } as const;
    proxy.plan.add({ service: 'ses', operation: 'SendEmail', including: ['ann@example.com'], hits: 'all', effect });
    const text = { Data: 'Hello' };
    const command = new SendEmailCommand({
      Source: 'rollcall@example.com',
      Destination: { ToAddresses: ['ann@example.com'] },
      Message: { Subject: text, Body: { Text: text } },
    });

    const error = await errorOf(new SESClient(clientSettings).send(command));

    expect(error.name).toBe('MessageRejected');
    expect(error.$metadata?.httpStatusCode).toBe(400);
  });

  it('carries the fields of the error', async () => {
    const { proxy, clientSettings } = await behindProxy();
    const fields = { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] };
    const effect = { kind: 'error', name: 'TransactionCanceledException', fields } as const;
    proxy.plan.add({ service: 'dynamodb', operation: 'TransactWriteItems', including: [], hits: 'all', effect });

    const error = await errorOf(
      new DynamoDBClient(clientSettings).send(new TransactWriteItemsCommand({ TransactItems: [] })),
    );

    expect(error).toMatchObject({ name: 'TransactionCanceledException', ...fields });
  });
});

describe('a broken connection', () => {
  it('loses the answer of a call that took effect', async () => {
    const { proxy, received, clientSettings } = await behindProxy();
    const effect = { kind: 'lost-answer' } as const;
    proxy.plan.add({ service: 'cognito-idp', operation: 'AdminGetUser', including: [], hits: 'all', effect });

    const error = await errorOf(new CognitoIdentityProviderClient(clientSettings).send(getUser('ann')));

    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(received).toHaveLength(1);
  });

  it('is reset before the call takes effect', async () => {
    const { proxy, received, clientSettings } = await behindProxy();
    const effect = { kind: 'reset' } as const;
    proxy.plan.add({ service: 'cognito-idp', operation: 'AdminGetUser', including: [], hits: 'all', effect });

    const error = await errorOf(new CognitoIdentityProviderClient(clientSettings).send(getUser('ann')));

    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(received).toEqual([]);
  });
});

describe('a fault', () => {
  const effect = { kind: 'error', name: 'ThrottlingException' } as const;
  const outcomes = async (hits: 'all' | { nth: number } | { first: number }) => {
    const { proxy, clientSettings } = await behindProxy();
    const id = proxy.plan.add({ service: 'dynamodb', operation: 'GetItem', including: ['ann'], hits, effect });
    const client = new DynamoDBClient(clientSettings);
    const names: string[] = [];
    for (const user of ['ann', 'bob', 'ann', 'ann']) {
      names.push(
        await client.send(getItem(user)).then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      );
    }
    return { names, count: proxy.plan.count(id) };
  };

  it('counts only calls that carry its texts', async () => {
    const { names, count } = await outcomes('all');
    expect(names).toEqual(['ThrottlingException', 'ok', 'ThrottlingException', 'ThrottlingException']);
    expect(count).toEqual({ matched: 3, hit: 3 });
  });

  it('hits the nth call alone', async () => {
    const { names, count } = await outcomes({ nth: 2 });
    expect(names).toEqual(['ok', 'ok', 'ThrottlingException', 'ok']);
    expect(count).toEqual({ matched: 3, hit: 1 });
  });

  it('hits the first n calls', async () => {
    const { names } = await outcomes({ first: 2 });
    expect(names).toEqual(['ThrottlingException', 'ok', 'ThrottlingException', 'ok']);
  });

  it('does not hit other operations', async () => {
    const { proxy, received, clientSettings } = await behindProxy();
    proxy.plan.add({ service: 'dynamodb', operation: 'PutItem', including: [], hits: 'all', effect });
    await new DynamoDBClient(clientSettings).send(getItem('ann'));
    expect(received).toHaveLength(1);
  });
});

describe('failed entries of PutEvents', () => {
  const entry = (Detail: string) => ({ Source: 'rollcall', DetailType: 'Test', Detail });

  it('are not published, and the others are', async () => {
    const { proxy, received, clientSettings } = await behindProxy(() => ({
      FailedEntryCount: 0,
      Entries: [{ EventId: 'first' }, { EventId: 'third' }],
    }));
    const effect = { kind: 'failed-entries' as const, places: [1], code: 'ThrottlingException' };
    proxy.plan.add({ service: 'events', operation: 'PutEvents', including: [], hits: 'all', effect });

    const answer = await new EventBridgeClient(clientSettings).send(
      new PutEventsCommand({ Entries: [entry('1'), entry('2'), entry('3')] }),
    );

    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => EventId ?? ErrorCode)).toEqual([
      'first',
      'ThrottlingException',
      'third',
    ]);
    expect(JSON.parse(received[0]?.body ?? '').Entries).toHaveLength(2);
  });
});
