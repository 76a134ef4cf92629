import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { remoteKeys } from '../platform/jwt.ts';
import { authorize } from './authorize.ts';
import { byBearerToken } from './identity.ts';
import { storedDecisions } from './stored-decisions.ts';
import { keysUrl, verifyToken } from './token.ts';

const env = readEnvironment('ACCESS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID');
const issuer = {
  // A pool's id starts with its Region, as in eu-west-1_aBcDeFgHi.
  region: env.USER_POOL_ID.slice(0, env.USER_POOL_ID.indexOf('_')),
  poolId: env.USER_POOL_ID,
  clientId: env.USER_POOL_CLIENT_ID,
};

export const handler = authorize({
  identify: byBearerToken(verifyToken(issuer, remoteKeys(keysUrl(issuer, process.env)))),
  decide: storedDecisions(dynamo(), env.ACCESS_TABLE, systemClock),
});
