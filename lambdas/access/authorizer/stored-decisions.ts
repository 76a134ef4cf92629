import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readAuthorization, readPermissions } from '../../domain/authorization/authorization.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Decide, decisions } from './decisions.ts';
import { cachedVersion, readDefinitionsVersion } from './definitions.ts';

/** Decisions on what the access table says: the authorizer and whoever tells what it would decide use the same. */
export const storedDecisions = (client: DynamoDBDocumentClient, table: string, clock: Clock): Decide =>
  decisions({
    authorizationOf: readAuthorization(client, table),
    definitionsVersion: cachedVersion(readDefinitionsVersion(client, table), clock),
    permissionsOf: readPermissions(client, table),
    clock,
  });
