import * as z from 'zod/mini';

/** Every problem type that the API answers, with its status and its human title. `type` is stable. */
export const problemTypes = {
  bad_request: { status: 400, title: 'The request could not be read' },
  confirmation_required: { status: 400, title: 'Confirmation required' },
  unknown_roles: { status: 400, title: 'There are no such roles' },
  unknown_groups: { status: 400, title: 'There are no such permission groups' },
  token_not_valid: { status: 400, title: 'The link does not work any more' },
  login_refused: { status: 401, title: 'This did not let you in' },
  unauthorized: { status: 401, title: 'A valid access token is needed' },
  not_allowed: { status: 403, title: 'Not allowed' },
  cross_site_request: { status: 403, title: 'The request came from another site' },
  incorrect_password: { status: 403, title: 'The current password is not right' },
  not_session_owner: { status: 403, title: 'This is not your session' },
  not_found: { status: 404, title: 'Not found' },
  user_not_found: { status: 404, title: 'There is no such user' },
  session_not_found: { status: 404, title: 'There is no such session' },
  role_not_found: { status: 404, title: 'There is no such role' },
  email_already_exists: { status: 409, title: 'The e-mail address is taken' },
  idempotency_key_reused: { status: 409, title: 'The idempotency key was used for another request' },
  invitation_pending: { status: 409, title: 'An invitation is pending' },
  last_admin: { status: 409, title: 'The last admin stays' },
  nothing_to_resume: { status: 409, title: 'Nothing to resume' },
  already_has_role: { status: 409, title: 'The user has this role already' },
  does_not_have_role: { status: 409, title: 'The user does not have this role' },
  role_exists: { status: 409, title: 'There is a role of this name already' },
  role_in_use: { status: 409, title: 'Somebody holds this role' },
  built_in_role: { status: 409, title: 'Built-in roles stay as they are' },
  registration_unfinished: { status: 409, title: 'The registration is not finished' },
  session_already_revoked: { status: 409, title: 'The session has ended already' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  validation_error: { status: 422, title: 'The request is not valid' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  registration_rolled_back: { status: 500, title: 'The registration was rolled back' },
  rollback_failed: { status: 500, title: 'The rollback failed, manual cleanup required' },
  deletion_incomplete: { status: 500, title: 'The deletion is incomplete' },
  internal_error: { status: 500, title: 'Something broke on our side' },
  unavailable: { status: 503, title: 'Try again in a moment' },
} as const;
export type ProblemType = keyof typeof problemTypes;

/** The start of every problem's `type`, a stable URI that names rather than locates. */
export const PROBLEM_TYPE_PREFIX = 'urn:rollcall:problem:';

/** RFC 9457, served as application/problem+json. */
export const problem = z.strictObject({
  type: z.string().check(z.regex(/^urn:rollcall:problem:[a-z_]+$/)),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request's id, as in the logs. */
  requestId: z.string(),
  /** What is wrong with which field; the path is dotted, such as `roles.0`. */
  errors: z.optional(z.array(z.strictObject({ field: z.string(), message: z.string() }))),
  /** Present in every answer of POST /v1/users that started a registration. */
  registrationId: z.optional(z.string()),
});
export type Problem = z.infer<typeof problem>;
