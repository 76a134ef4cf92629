import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SESClient } from '@aws-sdk/client-ses';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Activity } from './activity.ts';
import type { Cloud } from './cloud.ts';
import type { RefusedEntries } from './services/bus.ts';

/** Every AWS client that a function may be given. */
export interface Clients {
  readonly dynamo: DynamoDBDocumentClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly events: EventBridgeClient;
  readonly ses: SESClient;
  readonly kms: KMSClient;
  readonly sfn: SFNClient;
}

/** All services' operations by wire name; the names are unique among those that the product calls. */
export type Operations = Readonly<Record<string, (input: never, by: string, refused?: RefusedEntries) => object>>;

export interface Command {
  readonly input: object;
}

/** The document client's short names. */
const wireNames: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  TransactWrite: 'TransactWriteItems',
};

/** The name on the wire. */
export function operationOf(command: Command): string {
  const name = command.constructor.name.replace(/Command$/, '');
  return wireNames[name] ?? name;
}

/** The clients of one invocation: all of them take any command, as one endpoint does. */
export function clientsOf(activity: Activity, cloud: Cloud, operations: Operations): Clients {
  const client = {
    send: (command: Command) => {
      const operation = operationOf(command);
      const perform = operations[operation];
      if (perform === undefined) throw new Error(`the simulation does not know ${operation}`);
      const { input } = command;
      return cloud.call(activity, { operation, input }, (refused) => perform(input as never, activity.by, refused));
    },
  };
  return {
    dynamo: client,
    cognito: client,
    events: client,
    ses: client,
    kms: client,
    sfn: client,
  } as unknown as Clients;
}
