import type { Permission } from '../permissions.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI and in API Gateway: parameters in braces. */
  readonly path: string;
  /** OpenAPI's operationId. */
  readonly operation: string;
  /** The entry point that answers, below lambdas/ and without `.lambda.ts`. */
  readonly handler: string;
  /** What the caller must hold; `signed-in` is enough for what is her own; `public` needs no token at all. */
  readonly permission: Permission | 'signed-in' | 'public';
  /** The operation itself refuses who lacks the permission, because the refusal is an event of its own. */
  readonly refusalIsEvent?: true;
}
