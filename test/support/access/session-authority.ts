import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { authorize } from '../../../lambdas/access/authorizer/authorize.ts';
import { storedDecisions } from '../../../lambdas/access/authorizer/decisions.ts';
import { byBearerToken, byCookie, byEither, type VerifyToken } from '../../../lambdas/access/authorizer/identity.ts';
import { sessionCache, sessionGuard } from '../../../lambdas/access/authorizer/session-guard.ts';
import { originJtiOf } from '../../../lambdas/domain/sessions/session.ts';
import { sessionStore } from '../../../lambdas/domain/sessions/store.ts';
import { ANN, SessionWorld } from '../sessions/session-world.ts';

export const COOKIE = '__Host-rollcall';

/** What a request shows of who sends it. */
export interface Shown {
  readonly token?: string;
  /** The session cookie's value. */
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  readonly cookies?: readonly string[];
}

interface Claims {
  readonly auth_time: number;
  readonly origin_jti?: string;
}

const FORM = /^head\.(.+)\.signature$/;

/** Reads a token like the pool's verifier, without a signature. */
const verify: VerifyToken = async (token) => {
  const payload = FORM.exec(token)?.[1];
  if (payload === undefined) return undefined;
  const claims: Claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return { userId: ANN, authenticatedAt: new Date(claims.auth_time * 1000), signInId: claims.origin_jti };
};

/** Ann's sessions, and the authorizer's instances that look at them. */
export class AuthorityWorld extends SessionWorld {
  /** An access token of the pool that no session of ours stands for. */
  aToken(signInId?: string, at: Date = this.now): string {
    const payload = { origin_jti: signInId, auth_time: Math.floor(at.getTime() / 1000) };
    return `head.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;
  }

  /** Logs in for tokens; answers one of the same sign-in. */
  async bearer(): Promise<string> {
    const { accessToken } = await this.tokens();
    return this.aToken(originJtiOf(accessToken));
  }

  /** An instance that has just started, whose clock may be another one. */
  instance(clock = this.clock) {
    const store = sessionStore(this.client, 'sessions');
    const cache = sessionCache(store, clock);
    const handler = authorize({
      identify: byEither(byBearerToken(verify), byCookie(cache, COOKIE)),
      decide: storedDecisions(this.client, 'access', clock),
      sessionGuard: sessionGuard({ cache, store, clock }),
    });
    return async ({ token, cookie, headers = {}, cookies = [] }: Shown) => {
      const event = {
        routeKey: 'GET /v1/me',
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
        cookies: [...cookies, ...(cookie === undefined ? [] : [`${COOKIE}=${cookie}`])],
        requestContext: { requestId: 'req-1' },
      };
      return (await handler(event as unknown as APIGatewayRequestAuthorizerEventV2)).context;
    };
  }

  /** The database's calls of `run`. */
  async callsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.calls.length;
    await run();
    return this.calls.slice(before);
  }
}

/** A world where Ann has logged in both ways, and one instance has met both. */
export async function authorityWorld() {
  const world = new AuthorityWorld();
  const ask = world.instance();
  const cookie = await world.cookie();
  const token = await world.bearer();
  const both: readonly Shown[] = [{ cookie }, { token }];
  const idOf = (mode: string) => world.items.find((session) => session.mode === mode)?.sessionId ?? '';
  const answers = async (instance = ask) =>
    (await Promise.all(both.map(instance))).map(({ userId }) => (userId === ANN ? 'in' : 'out'));
  await answers();
  await answers();
  return { world, ask, cookie, token, both, idOf, answers };
}

/** For what a test has happen by itself. */
export const operation = (world: AuthorityWorld) => ({
  id: world.newId(),
  correlationId: 'cor-1',
  causationId: 'req-1',
  actor: { type: 'user', id: ANN } as const,
  at: world.now,
});
