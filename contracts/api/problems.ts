import * as z from 'zod/mini';

/** Every problem type of the API with its status and title. `type` is stable. */
export const problemTypes = {
  bad_request: { status: 400, title: 'Malformed request' },
  confirmation_required: { status: 400, title: 'Confirmation required' },
  unknown_roles: { status: 400, title: 'Unknown roles' },
  unknown_groups: { status: 400, title: 'Unknown permission groups' },
  token_not_valid: { status: 400, title: 'Invalid or expired link' },
  login_refused: { status: 401, title: 'Invalid credentials' },
  unauthorized: { status: 401, title: 'Authentication required' },
  not_allowed: { status: 403, title: 'Permission denied' },
  cross_site_request: { status: 403, title: 'Cross-site request' },
  incorrect_password: { status: 403, title: 'Incorrect password' },
  not_session_owner: { status: 403, title: 'Session of another user' },
  not_found: { status: 404, title: 'Not found' },
  user_not_found: { status: 404, title: 'User not found' },
  session_not_found: { status: 404, title: 'Session not found' },
  role_not_found: { status: 404, title: 'Role not found' },
  email_already_exists: { status: 409, title: 'E-mail address already in use' },
  idempotency_key_reused: { status: 409, title: 'Idempotency key reused' },
  invitation_pending: { status: 409, title: 'Invitation already pending' },
  last_admin: { status: 409, title: 'Cannot remove the last admin' },
  nothing_to_resume: { status: 409, title: 'Nothing to resume' },
  already_has_role: { status: 409, title: 'Role already assigned' },
  does_not_have_role: { status: 409, title: 'Role not assigned' },
  role_exists: { status: 409, title: 'Role already exists' },
  role_in_use: { status: 409, title: 'Role in use' },
  built_in_role: { status: 409, title: 'Cannot change a built-in role' },
  registration_unfinished: { status: 409, title: 'Registration not finished' },
  session_already_revoked: { status: 409, title: 'Session already revoked' },
  payload_too_large: { status: 413, title: 'Request too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  validation_error: { status: 422, title: 'Invalid request' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  registration_rolled_back: { status: 500, title: 'Registration rolled back' },
  rollback_failed: { status: 500, title: 'Rollback failed, manual cleanup required' },
  deletion_incomplete: { status: 500, title: 'Deletion incomplete' },
  internal_error: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Service unavailable' },
} as const;
export type ProblemType = keyof typeof problemTypes;

/** The prefix of every problem's `type`: a stable URN, not the address of a page. */
export const PROBLEM_TYPE_PREFIX = 'urn:rollcall:problem:';

/** RFC 9457, served as application/problem+json. */
export const problem = z.strictObject({
  type: z.string().check(z.regex(/^urn:rollcall:problem:[a-z_]+$/)),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request's id, also in the logs. */
  requestId: z.string(),
  /** Invalid fields of the request; `field` is a dotted path such as `roles.0`. */
  errors: z.optional(z.array(z.strictObject({ field: z.string(), message: z.string() }))),
  /** Present in every answer of POST /v1/users that started a registration. */
  registrationId: z.optional(z.string()),
});
export type Problem = z.infer<typeof problem>;
