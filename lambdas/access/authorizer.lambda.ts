import { sessionStore } from '../domain/sessions/store.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { remoteKeys } from '../platform/jwt.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { authorize } from './authorizer/authorize.ts';
import { storedDecisions } from './authorizer/decisions.ts';
import { byBearerToken, byCookie, byEither, keysUrl, verifyToken } from './authorizer/identity.ts';
import { sessionCache, sessionGuard } from './authorizer/session-guard.ts';

const env = readEnvironment('access/authorizer');
const issuer = {
  // A pool's id starts with its Region, as in eu-west-1_aBcDeFgHi.
  region: env.USER_POOL_ID.slice(0, env.USER_POOL_ID.indexOf('_')),
  poolId: env.USER_POOL_ID,
  clientId: env.USER_POOL_CLIENT_ID,
};

const client = dynamo();
const clock = systemClock;
const store = sessionStore(client, env.SESSIONS_TABLE);
const cache = sessionCache(store, clock);
const bearer = byBearerToken(verifyToken(issuer, remoteKeys(keysUrl(issuer, process.env))));

export const handler = authorize({
  identify: byEither(bearer, byCookie(cache, env.SESSION_COOKIE)),
  decide: storedDecisions(client, env.ACCESS_TABLE, clock),
  sessionGuard: sessionGuard({ cache, store, clock }),
});
