import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LOCAL_REGION } from './settings.ts';

/** Where calls go; an empty object is AWS itself, with the caller's own credentials and Region. */
export interface ClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The emulator takes any credentials. */
export const localCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export const emulatorAt = (endpoint: string): ClientSettings => ({
  endpoint,
  region: LOCAL_REGION,
  credentials: localCredentials,
});

export interface Clients {
  readonly stacks: CloudFormationClient;
  readonly users: CognitoIdentityProviderClient;
  readonly tables: DynamoDBDocumentClient;
  readonly events: EventBridgeClient;
  readonly workflows: SFNClient;
  readonly queues: SQSClient;
  readonly functions: LambdaClient;
  readonly streams: DynamoDBStreamsClient;
}

export const clientsFor = (settings: ClientSettings): Clients => ({
  stacks: new CloudFormationClient(settings),
  users: new CognitoIdentityProviderClient(settings),
  tables: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
  events: new EventBridgeClient(settings),
  workflows: new SFNClient(settings),
  queues: new SQSClient(settings),
  functions: new LambdaClient(settings),
  streams: new DynamoDBStreamsClient(settings),
});
