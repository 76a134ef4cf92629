import type * as z from 'zod/mini';
import type { ProblemType } from '../problems.ts';
import type { Route } from '../route.ts';
import type { RequestSchema, ResponseSchema } from '../schemas.ts';

export interface Success {
  readonly status: number;
  readonly description: string;
  /** Absent: no body, or any JSON where `anyJson` says so. */
  readonly schema?: ResponseSchema;
  readonly anyJson?: true;
  /** Where the Location header leads. */
  readonly location?: string;
}

/** What the route table does not say of an operation. */
export interface OperationText {
  readonly tag: 'Sign-in' | 'Sessions' | 'Users' | 'Roles' | 'Registrations' | 'Invitations' | 'Audit' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly path?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: RequestSchema;
  readonly idempotencyKey?: true;
  readonly successes: readonly Success[];
  /** Beyond those that every route of its kind answers (problems.ts). */
  readonly problems?: readonly ProblemType[];
}

/** The texts of a part of the route table. */
export type OperationTexts<Routes extends readonly Route[]> = Record<Routes[number]['operation'], OperationText>;
