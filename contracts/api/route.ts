import type { Permission } from '../permissions.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters in braces, as in OpenAPI and API Gateway. */
  readonly path: string;
  /** OpenAPI's operationId. */
  readonly operation: string;
  /** The entry point's path below lambdas/, without `.lambda.ts`. */
  readonly handler: string;
  /** The required permission; `signed-in` requires authentication only, `public` requires nothing. */
  readonly permission: Permission | 'signed-in' | 'public';
  /** The operation itself checks the permission, because it publishes the refusal as an event. */
  readonly refusalIsEvent?: true;
}
