import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { authorize } from '../../../../lambdas/access/authorizer/authorize.ts';
import { sessionCache, sessionGuard } from '../../../../lambdas/access/authorizer/session-guard.ts';
import { sessionStore } from '../../../../lambdas/domain/sessions/store.ts';
import type { AuthorizerContext } from '../../../../lambdas/platform/api/endpoint.ts';
import { Activity } from '../activity.ts';
import { clientsOf } from '../clients.ts';
import { Cloud } from '../cloud.ts';
import { FaultPlan } from '../fault.ts';
import { type ProductDependencies, tables } from '../functions/dependencies.ts';
import type { World } from '../world.ts';

/** A token of before anything happened, or one that is made when it is shown. */
export type Token = 'old' | 'fresh';

export type Authorizer = (userId: string, token: Token) => Promise<AuthorizerContext>;

const routeKey = 'GET /v1/users';

/**
 * The authorizer's own code with one memory for all of a world's time, as one instance has it. It takes no
 * turn and meets no fault, so that it can look at the world after any step.
 */
export function authorizerOf({ database, time }: World, { storedDecisions }: ProductDependencies): Authorizer {
  const atOnce = { turn: async () => {} } as never;
  const cloud = new Cloud(atOnce, new FaultPlan([]));
  const { dynamo } = clientsOf(new Activity('access/authorizer'), cloud, database.operations);
  const begun = time.clock();
  const store = sessionStore(dynamo, tables.sessions);
  const handler = authorize({
    identify: async ({ headers }) => ({
      userId: headers?.user ?? '',
      via: 'bearer',
      // A second later than any change, or before all of them.
      authenticatedAt: headers?.token === 'old' ? begun : new Date(time.now + 1_000),
    }),
    decide: storedDecisions(dynamo, tables.access, time.clock),
    sessionGuard: sessionGuard({ cache: sessionCache(store, time.clock), store, clock: time.clock }),
  });
  return async (user, token) => {
    const requestContext = { requestId: 'looking' };
    const event = {
      routeKey,
      requestContext,
      headers: { user, token },
    } as unknown as APIGatewayRequestAuthorizerEventV2;
    const { context } = await handler(event);
    return context;
  };
}

export const permissionsIn = ({ permissions }: AuthorizerContext): readonly string[] =>
  (permissions ?? '').split(' ').filter((permission) => permission !== '');
