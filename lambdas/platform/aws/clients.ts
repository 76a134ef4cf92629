import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * For every client. Two attempts of 3 s each end before a task's Lambda does (10 s), so that a hanging service becomes
 * a named error, not a killed function. A bundle holds only the clients that it uses (test/infra/bundles.test.ts).
 */
export const clientSettings = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export const dynamo = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings), { marshallOptions: { removeUndefinedValues: true } });

export const cognito = (): CognitoIdentityProviderClient => new CognitoIdentityProviderClient(clientSettings);

export const kms = (): KMSClient => new KMSClient(clientSettings);

export const stepFunctions = (): SFNClient => new SFNClient(clientSettings);
