import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { faultsAt } from '../../support/fault-proxy/client.ts';
import { behindProxy } from './upstream.ts';

const getItem = (id: string) => new GetItemCommand({ TableName: 'users', Key: { userId: { S: id } } });
const throttled = {
  service: 'dynamodb',
  operation: 'GetItem',
  effect: { kind: 'error', name: 'ThrottlingException' },
} as const;

it('puts a fault in force from outside, counts it, and ends it', async () => {
  const { proxy, clientSettings } = await behindProxy();
  const client = new DynamoDBClient(clientSettings);
  const fault = await faultsAt(proxy.controlUrl).inject({ ...throttled, including: ['ann'] });

  await expect(client.send(getItem('ann'))).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(fault.count()).resolves.toEqual({ matched: 1, hit: 1 });
  await expect(fault.heal()).resolves.toEqual({ matched: 1, hit: 1 });
  await expect(client.send(getItem('ann'))).resolves.toBeDefined();
  await expect(fault.heal()).resolves.toEqual({ matched: 1, hit: 1 });
});

it('tells which calls were made, and which of them met a fault', async () => {
  const { proxy, clientSettings } = await behindProxy();
  const client = new DynamoDBClient(clientSettings);
  const faults = faultsAt(proxy.controlUrl);
  await client.send(getItem('ann'));
  await faults.inject(throttled);
  await client.send(getItem('ann')).catch(() => {});
  await client.send(getItem('bob')).catch(() => {});

  const calls = await faults.calls({ service: 'dynamodb', including: ['ann'] });

  expect(calls.map(({ operation, fault }) => [operation, fault])).toEqual([
    ['GetItem', undefined],
    ['GetItem', 'error'],
  ]);
});

it('refuses a fault that it does not understand', async () => {
  const { proxy } = await behindProxy();
  const misspelt = { ...throttled, effect: { kind: 'eror' } } as never;
  await expect(faultsAt(proxy.controlUrl).inject(misspelt)).rejects.toThrow('400');
});

it('passes on what is no AWS call', async () => {
  const { proxy, received } = await behindProxy(() => ({ keys: [] }));
  const answer = await fetch(`${proxy.url}/pool/.well-known/jwks.json`);
  await expect(answer.json()).resolves.toEqual({ keys: [] });
  expect(received).toHaveLength(1);
});

it('looks like a broken connection when nothing is behind it', async () => {
  const { proxy, clientSettings } = await behindProxy();
  proxy.forwardTo('http://127.0.0.1:1');
  await expect(new DynamoDBClient(clientSettings).send(getItem('ann'))).rejects.toMatchObject({ code: 'ECONNRESET' });
});
