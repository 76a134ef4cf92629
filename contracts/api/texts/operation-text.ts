import type * as z from 'zod/mini';
import type { ProblemType } from '../problems.ts';
import type { Route } from '../route.ts';
import type { RequestSchema, ResponseSchema } from '../schemas.ts';

/** The areas of the API, in the order of docs/api.md. */
export const tags = {
  Registrations: 'Registering users, by an admin or by the users themselves.',
  Users: 'Reading, disabling and deleting users.',
  'Roles and permission groups': 'Defining roles, assigning and revoking them, checking permissions.',
  'Authentication and sessions': 'Signing in and out, listing and revoking sessions.',
  'Passwords and verification': 'Verifying e-mail addresses, resetting and changing passwords.',
  Invitations: 'Inviting users by e-mail.',
  Audit: 'Reading the audit trail.',
  Service: 'Health and description of the API.',
} as const;
export type Tag = keyof typeof tags;

export interface Success {
  readonly status: number;
  readonly description: string;
  /** Absent: no body, or any JSON with `anyJson`. */
  readonly schema?: ResponseSchema;
  readonly anyJson?: true;
  /** What the Location header points to. */
  readonly location?: string;
  /** Sets, renews or deletes the session cookie, always or in cookie mode only. */
  readonly cookie?: 'set' | 'delete';
}

/** The documentation of an operation, beside its route. */
export interface OperationText {
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  readonly path?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: RequestSchema;
  readonly idempotencyKey?: true;
  readonly successes: readonly Success[];
  /** In addition to the problems of every route of its kind (tools/docs/openapi/problems.ts). */
  readonly problems?: readonly ProblemType[];
}

/** The documentation of a part of the route table. */
export type OperationTexts<Routes extends readonly Route[]> = Record<Routes[number]['operation'], OperationText>;
