import type { sessionRoutes } from '../routes/sessions.ts';
import { mySessionsQuery, sessionPath, userSessionsQuery } from '../sessions.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Authentication and sessions';
const modes =
  'With `mode: token` the response has an access token and a refresh token. With `mode: cookie` it sets a session cookie and has no token. The default is `cookie` for browsers and `token` for other clients.';

export const sessionOperations: OperationTexts<typeof sessionRoutes> = {
  logIn: {
    tag,
    summary: 'Log in with a password',
    description: `${modes} The refusal is the same for every reason. Repeated failures are rate limited: 429 with Retry-After.`,
    body: 'LoginRequest',
    successes: [{ status: 200, description: 'The session.', schema: 'LoginAnswer', cookie: 'set' }],
    problems: ['login_refused', 'too_many_attempts', 'unavailable'],
  },
  logInExternally: {
    tag,
    summary: "Log in with an external provider's ID token",
    description: `The first login registers a user and links the external identity. An address that the provider has not verified is refused. ${modes}`,
    body: 'ExternalLoginRequest',
    successes: [
      { status: 200, description: 'The session.', schema: 'LoginAnswer', cookie: 'set' },
      {
        status: 202,
        description: 'The registration is still running; send the same request again.',
        schema: 'Accepted',
      },
    ],
    problems: ['login_refused', 'too_many_attempts', 'unavailable'],
  },
  refreshSession: {
    tag,
    summary: 'Refresh a session',
    description:
      'Refresh tokens rotate: each works once, the response has the next one, and a reused one revokes its session. With a session cookie, the cookie is renewed.',
    body: 'RefreshRequest',
    successes: [{ status: 200, description: 'The session.', schema: 'LoginAnswer', cookie: 'set' }],
    problems: ['login_refused', 'unavailable'],
  },
  logOut: {
    tag,
    summary: 'Log out',
    description: 'Revokes this session: the next request with its token or cookie is refused.',
    successes: [{ status: 204, description: 'The session is revoked.', cookie: 'delete' }],
    problems: ['session_not_found'],
  },
  logOutEverywhere: {
    tag,
    summary: 'Log out everywhere',
    description: 'Revokes all your sessions, including this one.',
    successes: [{ status: 204, description: 'All sessions are revoked.', cookie: 'delete' }],
  },
  getMe: {
    tag,
    summary: 'Get your account',
    description: 'Your profile, roles, permission groups and number of open sessions.',
    successes: [{ status: 200, description: 'Your account.', schema: 'Me' }],
    problems: ['user_not_found'],
  },
  listMySessions: {
    tag,
    summary: 'List your sessions',
    description: 'Open sessions, newest first.',
    query: mySessionsQuery,
    successes: [{ status: 200, description: 'A page of sessions.', schema: 'SessionPage' }],
  },
  revokeMySession: {
    tag,
    summary: 'Revoke your session',
    description: 'The next request of the session is refused.',
    path: sessionPath,
    successes: [{ status: 204, description: 'The session is revoked.', cookie: 'delete' }],
    problems: ['session_not_found', 'not_session_owner', 'session_already_revoked'],
  },
  listUserSessions: {
    tag,
    summary: 'List the sessions of a user',
    description: 'Open sessions, newest first.',
    query: userSessionsQuery,
    successes: [{ status: 200, description: 'A page of sessions.', schema: 'SessionPage' }],
  },
  revokeSession: {
    tag,
    summary: 'Revoke a session',
    description: 'The next request of the session is refused.',
    path: sessionPath,
    successes: [{ status: 204, description: 'The session is revoked.' }],
    problems: ['session_not_found', 'session_already_revoked'],
  },
};
