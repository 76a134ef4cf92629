import type { Request } from '../requests.ts';
import { type Caller, idOf, type User } from './users.ts';

/** One requested change. */
export type Change =
  | { readonly does: 'assign' | 'revoke'; readonly user: User; readonly role: string; readonly key?: string }
  | { readonly does: 'replace'; readonly user: User; readonly roles: readonly string[]; readonly key?: string }
  | { readonly does: 'set groups'; readonly user: User; readonly groups: readonly string[] }
  | { readonly does: 'disable' | 'enable' | 'delete'; readonly user: User }
  | { readonly does: 'drop role'; readonly role: string };

/** A change, who asks for it, and when: `after` so many milliseconds. */
export type Action = Change & {
  readonly by: Caller;
  readonly after?: number;
  /** Gives up at the first answer, whatever it is. */
  readonly impatient?: boolean;
};

const ROLE_OF_USER = '/v1/users/{userId}/roles/{role}';

const keyed = (key: string | undefined) => (key === undefined ? {} : { headers: { 'idempotency-key': key } });

/** The deed as a request of the HTTP API. */
export function requestOf(action: Change): Request {
  if (action.does === 'drop role') {
    return { to: 'access/api', routeKey: 'DELETE /v1/roles/{role}', path: { role: action.role } };
  }
  const userId = idOf(action.user);
  switch (action.does) {
    case 'assign':
      return {
        to: 'access/api',
        routeKey: `PUT ${ROLE_OF_USER}`,
        path: { userId, role: action.role },
        ...keyed(action.key),
      };
    case 'revoke': {
      const path = { userId, role: action.role };
      return { to: 'access/api', routeKey: `DELETE ${ROLE_OF_USER}`, path, ...keyed(action.key) };
    }
    case 'replace': {
      const body = { roles: action.roles };
      return {
        to: 'access/api',
        routeKey: 'PUT /v1/users/{userId}/roles',
        path: { userId },
        body,
        ...keyed(action.key),
      };
    }
    case 'set groups': {
      const routeKey = 'PUT /v1/users/{userId}/permission-groups';
      return { to: 'access/api', routeKey, path: { userId }, body: { groups: action.groups } };
    }
    case 'delete':
      return {
        to: 'accounts/api',
        routeKey: 'DELETE /v1/users/{userId}',
        path: { userId },
        query: { confirm: 'true' },
      };
    default:
      return { to: 'accounts/api', routeKey: `POST /v1/users/{userId}/${action.does}`, path: { userId } };
  }
}
