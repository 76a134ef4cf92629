import { listActiveSessions } from '../../../lambdas/domain/sessions/store.ts';
import { api } from '../../../lambdas/platform/api/api.ts';
import type { AuthorizerContext } from '../../../lambdas/platform/api/endpoint.ts';
import {
  endSessionEndpoints,
  getMe,
  listSessions,
  readOwnProfile,
} from '../../../lambdas/sessions/session-endpoints.ts';
import { anApiEvent } from '../api/events.ts';
import { ANN, SessionWorld, START } from './session-world.ts';

export const BEN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

interface Call {
  readonly as?: AuthorizerContext;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** Ann, the user's sessions, and their routes as the gateway calls them. */
export function aSessionsApi() {
  const world = new SessionWorld();
  world.profile({ registrationId: 'reg-1', createdAt: START.toISOString(), method: 'email', emailVerifiedAt: 'now' });
  const { sessions, authorizationOf, endSession, endAllSessions, clock, newId } = world;
  const list = listActiveSessions(sessions, authorizationOf);
  const deps = { sessions, authorizationOf, list, endSession, endAllSessions, clock, newId };
  const handler = api({
    getMe: getMe({ profileOf: readOwnProfile(world.client, 'users'), authorizationOf, list, clock }),
    ...listSessions({ list, clock }),
    ...endSessionEndpoints({ ...deps, cookieName: '__Host-rollcall' }),
  });

  async function call(routeKey: string, { as = { userId: ANN }, ...sent }: Call = {}) {
    const answer = await handler(anApiEvent({ routeKey, authorizer: as, ...sent }), {} as never);
    const body = answer.body ? JSON.parse(answer.body) : undefined;
    return { status: answer.statusCode, cookies: answer.cookies, body, problem: body?.type?.split(':').at(-1) };
  }
  /** Logs in `times` times, a second apart; returns the sessions' ids, newest first. */
  async function logIn(times: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let login = 0; login < times; login += 1) {
      ids.unshift((await world.tokens()).sessionId);
      world.after(1);
    }
    return ids;
  }
  return { world, call, logIn };
}

export const revokeMine = 'DELETE /v1/me/sessions/{sessionId}';
export const revokeAny = 'DELETE /v1/admin/sessions/{sessionId}';
export const asAdmin = { userId: BEN, permissions: 'sessions:read sessions:revoke' };
