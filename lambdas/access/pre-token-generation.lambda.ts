import { readAuthorization } from '../domain/authorization/authorization.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { rolesInToken } from './roles-in-token.ts';

const env = readEnvironment('access/pre-token-generation');

export const handler = rolesInToken(readAuthorization(dynamo(), env.ACCESS_TABLE));
