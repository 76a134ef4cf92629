import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../local/emulator/emulator.ts';
import { freePort } from '../../local/emulator/port.ts';
import { pythonEnvironment } from '../../local/emulator/python-environment.ts';
import { foldersAt } from '../../local/system/folders.ts';
import { Activity } from '../support/simulation/activity.ts';
import { clientsOf } from '../support/simulation/clients.ts';
import { Cloud } from '../support/simulation/cloud.ts';
import { Database } from '../support/simulation/dynamo/database.ts';
import { emulatedTables } from '../support/simulation/dynamo/emulated-tables.ts';
import { commands } from '../support/simulation/dynamo/random-commands.ts';
import { FaultPlan } from '../support/simulation/fault.ts';

const RUNS = 600;

let emulator: Emulator;
let home: string;
let real: DynamoDBDocumentClient;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'rollcall-dynamo-'));
  const folders = foldersAt(home);
  const python = await pythonEnvironment({ log: folders.pythonLog });
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  emulator = await startEmulator(python, {
    port,
    folders,
    persistent: false,
    lambdaEndpoint: endpoint,
    waitScale: '0',
  });
  real = await emulatedTables(endpoint);
}, 120_000);

afterAll(async () => {
  real?.destroy();
  await emulator?.stop();
  await rm(home, { recursive: true, force: true });
});

interface Reason {
  readonly Code?: string;
  readonly Item?: Parameters<typeof unmarshall>[0];
}

/** An answer, or an error, as far as the product looks at it. */
async function outcomeOf(client: DynamoDBDocumentClient, command: object): Promise<unknown> {
  try {
    const { Item, Items, Attributes, Responses } = (await client.send(command as never)) as unknown as Record<
      string,
      unknown
    >;
    return { Item, Items, Attributes, Responses };
  } catch (error) {
    const { name, CancellationReasons } = error as Error & { CancellationReasons?: Reason[] };
    return { name, reasons: CancellationReasons?.map(({ Code, Item }) => ({ Code, Item: Item && unmarshall(Item) })) };
  }
}

/** The fake's client, whose calls do not wait for their turn. */
function fakeClient(database: Database): DynamoDBDocumentClient {
  const atOnce = { turn: async () => {} } as never;
  const cloud = new Cloud(atOnce, new FaultPlan([]));
  return clientsOf(new Activity('test'), cloud, database.operations).dynamo;
}

const sorted = (items: readonly object[]): readonly string[] =>
  items
    .map((item) =>
      JSON.stringify(Object.entries(item).sort(), (_, value) => (value instanceof Set ? [...value].sort() : value)),
    )
    .sort();

it(`the in-memory DynamoDB answers ${RUNS} of the product's commands, and stores the items, as the emulator does`, async () => {
  const database = new Database();
  const fake = fakeClient(database);
  for (const command of fc.sample(commands, { numRuns: RUNS, seed: 20261122 })) {
    const [expected, answer] = [await outcomeOf(real, command), await outcomeOf(fake, command)];
    expect(answer, `${command.constructor.name} ${JSON.stringify(command.input)}`).toEqual(expected);
  }
  for (const table of ['registrations', 'access'] as const) {
    const { Items = [] } = await real.send(new ScanCommand({ TableName: table }));
    expect(sorted(database.table(table).items)).toEqual(sorted(Items));
  }
});
