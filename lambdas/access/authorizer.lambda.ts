import { readAuthorization } from '../platform/authorization.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { readEnvironment } from '../platform/environment.ts';
import { rolePermissions } from '../platform/role-permissions.ts';
import { authorize } from './authorize.ts';
import { keysUrl, remoteKeys, verifyToken } from './token.ts';

const env = readEnvironment('ACCESS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID');
const issuer = {
  // A pool's id starts with its Region, as in eu-west-1_aBcDeFgHi.
  region: env.USER_POOL_ID.slice(0, env.USER_POOL_ID.indexOf('_')),
  poolId: env.USER_POOL_ID,
  clientId: env.USER_POOL_CLIENT_ID,
};
const client = dynamo();

export const handler = authorize({
  verify: verifyToken(issuer, remoteKeys(keysUrl(issuer, process.env))),
  authorizationOf: readAuthorization(client, env.ACCESS_TABLE),
  permissionsOf: rolePermissions(client, env.ACCESS_TABLE),
});
