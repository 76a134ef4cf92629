import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { decisionEndpoints } from './decision-endpoints.ts';
import { storedDecisions } from './stored-decisions.ts';

const env = readEnvironment('ACCESS_TABLE');
const client = dynamo();

export const handler = api({
  ...decisionEndpoints(storedDecisions(client, env.ACCESS_TABLE, systemClock)),
});
