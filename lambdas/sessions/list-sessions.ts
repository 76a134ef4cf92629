import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import {
  type me,
  mySessionsQuery,
  type Session,
  type sessionPage,
  userSessionsQuery,
} from '../../contracts/api/sessions.ts';
import { isoTime } from '../../contracts/fields.ts';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import type { SessionItem } from '../domain/sessions/session.ts';
import { countActiveSessions, type ListActiveSessions } from '../domain/sessions/store.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiAnswer, type ApiRequest, readQuery } from '../platform/api/endpoint.ts';
import { readCursor, writeCursor } from '../platform/cursor.ts';
import { Refusal } from '../platform/errors.ts';
import type { Clock } from '../platform/runtime.ts';

interface ListDependencies {
  readonly list: ListActiveSessions;
  readonly clock: Clock;
}

const cursorSchema = z.tuple([isoTime, z.uuid()]);

const toSession = ({ caller }: ApiRequest, session: SessionItem): Session => ({
  sessionId: session.sessionId,
  userId: session.userId,
  mode: session.mode,
  createdAt: session.createdAt,
  lastSeenAt: session.lastSeenAt,
  expiresAt: session.endsAt,
  ...(session.ip ? { ip: session.ip } : {}),
  ...(session.userAgent ? { userAgent: session.userAgent } : {}),
  current: session.sessionId === caller.sessionId,
});

/** GET /v1/me/sessions and GET /v1/admin/sessions */
export function listSessions({ list, clock }: ListDependencies) {
  async function page(
    request: ApiRequest,
    userId: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ApiAnswer> {
    const [createdAt, sessionId] = cursor === undefined ? [] : readCursor(cursor, cursorSchema);
    const position = createdAt && sessionId ? { createdAt, sessionId } : undefined;
    const { sessions, next } = await list(userId, clock(), { limit, position });
    const body: z.infer<typeof sessionPage> = {
      items: sessions.map((session) => toSession(request, session)),
      ...(next ? { nextCursor: writeCursor([next.createdAt, next.sessionId]) } : {}),
    };
    return { status: 200, body };
  }

  const listMySessions: Endpoint = async (request) =>
    page(request, request.caller.userId, readQuery(request, mySessionsQuery));

  const listUserSessions: Endpoint = async (request) => {
    const query = readQuery(request, userSessionsQuery);
    return page(request, query.userId, query);
  };

  return { listMySessions, listUserSessions };
}

/** The attributes of a user's item that GET /v1/me shows. */
type OwnProfile = Omit<z.infer<typeof me>, 'roles' | 'groups' | 'sessions'>;

/** Refuses with 404 where the user has been deleted since the request was authenticated. */
export type ReadOwnProfile = (userId: string) => Promise<OwnProfile>;

export function readOwnProfile(client: DynamoDBDocumentClient, table: string): ReadOwnProfile {
  return async (userId) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }));
    if (Item === undefined) throw new Refusal('user_not_found', 'Your account has been deleted.');
    const { email, name, organisation, status, createdAt } = Item as OwnProfile;
    return { userId, email, name, ...(organisation ? { organisation } : {}), status, createdAt };
  };
}

interface GetMeDependencies extends ListDependencies {
  readonly profileOf: ReadOwnProfile;
  readonly authorizationOf: ReadAuthorization;
}

/** GET /v1/me */
export const getMe =
  ({ profileOf, authorizationOf, list, clock }: GetMeDependencies): Endpoint =>
  async ({ caller: { userId } }) => {
    const [profile, authorization, sessions] = await Promise.all([
      profileOf(userId),
      authorizationOf(userId),
      countActiveSessions(list, userId, clock()),
    ]);
    const roles = [...(authorization?.roles ?? [])].sort();
    const groups = [...(authorization?.groups ?? [])].sort();
    const body: z.infer<typeof me> = { ...profile, roles, groups, sessions };
    return { status: 200, body };
  };
