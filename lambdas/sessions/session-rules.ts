import { Refusal } from '../platform/errors.ts';

export const noSuchSession = () =>
  new Refusal('session_not_found', 'There is no such session; GET /v1/me/sessions lists those that are open.');

export const noSessionOfThis = () =>
  new Refusal(
    'session_not_found',
    'No session stands behind this token; it ends by itself, or with all others by POST /v1/auth/logout-all.',
  );

export const notOwner = () =>
  new Refusal('not_session_owner', 'This is a session of somebody else; you can end your own ones.');

export const endedAlready = () =>
  new Refusal('session_already_revoked', 'The session has ended; nothing is left to do.');
