import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { Bearer, VerifyToken } from './token.ts';

/** Who calls, before anything is said of what she may. */
export type Identity = Bearer;

/** Undefined when the request proves nobody. Throws when that could not be found out. */
export type Identify = (event: APIGatewayRequestAuthorizerEventV2) => Promise<Identity | undefined>;

const bearerToken = ({ headers }: APIGatewayRequestAuthorizerEventV2): string | undefined =>
  /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers?.authorization ?? '')?.[1];

export function byBearerToken(verify: VerifyToken): Identify {
  return async (event) => {
    const token = bearerToken(event);
    return token === undefined ? undefined : verify(token);
  };
}
