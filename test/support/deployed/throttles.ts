import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { clients, outputs } from './system.ts';

// The emulator says of every request that it came from here: all tests share the address and its fifty failures.
const HERE = 'IP#127.0.0.1';

/** Forgets what failed from this machine, so that one test's wrong passwords slow no other down. */
export async function forgive(): Promise<void> {
  await clients.tables.send(new DeleteCommand({ TableName: outputs.tables.throttles, Key: { pk: HERE } }));
}
