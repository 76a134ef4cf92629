import type { sessionRoutes } from '../routes/sessions.ts';
import { mySessionsQuery, sessionPath, userSessionsQuery } from '../sessions.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Sign-in';
const session = 'Sessions';
const modes =
  'With `mode: token` the answer holds tokens, with `mode: cookie` the session is in a cookie and no token leaves the server; without, browsers get the cookie.';

export const sessionOperations: OperationTexts<typeof sessionRoutes> = {
  logIn: {
    tag,
    summary: 'Logs in with a password',
    description: `${modes} One and the same refusal for every reason; after repeated failures 429 with Retry-After.`,
    body: 'LoginRequest',
    successes: [{ status: 200, description: 'The session.', schema: 'LoginAnswer' }],
    problems: ['login_refused', 'too_many_attempts', 'unavailable'],
  },
  logInExternally: {
    tag,
    summary: "Logs in with an external provider's ID token",
    description: `The first time it registers a user and links the two. An address that the provider has not verified lets nobody in. ${modes}`,
    body: 'ExternalLoginRequest',
    successes: [
      { status: 200, description: 'The session.', schema: 'LoginAnswer' },
      {
        status: 202,
        description: 'The registration is still under way; send the same request again.',
        schema: 'Accepted',
      },
    ],
    problems: ['login_refused', 'too_many_attempts', 'unavailable'],
  },
  refreshSession: {
    tag,
    summary: 'Prolongs a session',
    description:
      'A refresh token works once: the answer holds the next one, and one that comes again ends its session. With a cookie, the cookie is prolonged.',
    body: 'RefreshRequest',
    successes: [{ status: 200, description: 'The session.', schema: 'LoginAnswer' }],
    problems: ['login_refused', 'unavailable'],
  },
  logOut: {
    tag,
    summary: 'Ends this session',
    description: 'The next request with its token or cookie is refused.',
    successes: [{ status: 204, description: 'The session has ended.' }],
    problems: ['session_not_found'],
  },
  logOutEverywhere: {
    tag,
    summary: 'Ends all of your sessions',
    description: 'This one, too.',
    successes: [{ status: 204, description: 'All sessions have ended.' }],
  },
  getMe: {
    tag: session,
    summary: 'Tells who you are',
    description: 'Your profile, roles, groups, and how many sessions are open.',
    successes: [{ status: 200, description: 'You.', schema: 'Me' }],
    problems: ['user_not_found'],
  },
  listMySessions: {
    tag: session,
    summary: 'Lists your open sessions',
    description: 'Newest first.',
    query: mySessionsQuery,
    successes: [{ status: 200, description: 'A page of sessions.', schema: 'SessionPage' }],
  },
  revokeMySession: {
    tag: session,
    summary: 'Ends one of your sessions',
    description: 'Its next request is refused.',
    path: sessionPath,
    successes: [{ status: 204, description: 'The session has ended.' }],
    problems: ['session_not_found', 'not_session_owner', 'session_already_revoked'],
  },
  listUserSessions: {
    tag: session,
    summary: 'Lists the open sessions of a user',
    description: 'Newest first.',
    query: userSessionsQuery,
    successes: [{ status: 200, description: 'A page of sessions.', schema: 'SessionPage' }],
  },
  revokeSession: {
    tag: session,
    summary: 'Ends a session of anybody',
    description: 'Its next request is refused.',
    path: sessionPath,
    successes: [{ status: 204, description: 'The session has ended.' }],
    problems: ['session_not_found', 'session_already_revoked'],
  },
};
