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

it('the fault proxy injects a fault by HTTP, counts its hits, and removes it', async () => {
  const { proxy, clientSettings } = await behindProxy();
  const client = new DynamoDBClient(clientSettings);
  const fault = await faultsAt(proxy.controlUrl).inject({ ...throttled, including: ['ann'] });

  await expect(client.send(getItem('ann'))).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(fault.count()).resolves.toEqual({ matched: 1, hit: 1 });
  await expect(fault.heal()).resolves.toEqual({ matched: 1, hit: 1 });
  await expect(client.send(getItem('ann'))).resolves.toBeDefined();
  await expect(fault.heal()).resolves.toEqual({ matched: 1, hit: 1 });
});

it('the fault proxy lists the calls that were made, and which of them a fault hit', async () => {
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

it('the fault proxy refuses an invalid fault', async () => {
  const { proxy } = await behindProxy();
  const misspelt = { ...throttled, effect: { kind: 'eror' } } as never;
  await expect(faultsAt(proxy.controlUrl).inject(misspelt)).rejects.toThrow('400');
});

it('the fault proxy forwards requests that are no AWS calls', async () => {
  const { proxy, received } = await behindProxy(() => ({ keys: [] }));
  const answer = await fetch(`${proxy.url}/pool/.well-known/jwks.json`);
  await expect(answer.json()).resolves.toEqual({ keys: [] });
  expect(received).toHaveLength(1);
});

it('the fault proxy resets the connection when its upstream does not answer', async () => {
  const { proxy, clientSettings } = await behindProxy();
  proxy.forwardTo('http://127.0.0.1:1');
  await expect(new DynamoDBClient(clientSettings).send(getItem('ann'))).rejects.toMatchObject({ code: 'ECONNRESET' });
});
