import type { Permission } from '../permissions.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As in OpenAPI and in API Gateway: parameters in braces. */
  readonly path: string;
  /** OpenAPI's operationId. */
  readonly operation: string;
  /** The entry point that answers, below lambdas/ and without `.lambda.ts`. */
  readonly handler: string;
  /** What the caller must hold; `public` needs no token at all. */
  readonly permission: Permission | 'public';
}

/** The HTTP API's one route table: the gateway, the handlers and OpenAPI are made from it. */
export const routes = [
  { method: 'GET', path: '/v1/health', operation: 'getHealth', handler: 'health/api', permission: 'public' },
  { method: 'GET', path: '/openapi.json', operation: 'getOpenApi', handler: 'health/api', permission: 'public' },
  {
    method: 'POST',
    path: '/v1/users',
    operation: 'registerUser',
    handler: 'registration/api',
    permission: 'users:register',
  },
  { method: 'GET', path: '/v1/users', operation: 'listUsers', handler: 'accounts/api', permission: 'users:read' },
  {
    method: 'GET',
    path: '/v1/users/{userId}',
    operation: 'getUser',
    handler: 'accounts/api',
    permission: 'users:read',
  },
  {
    method: 'DELETE',
    path: '/v1/users/{userId}',
    operation: 'deleteUser',
    handler: 'accounts/api',
    permission: 'users:delete',
  },
  {
    method: 'POST',
    path: '/v1/users/{userId}/disable',
    operation: 'disableUser',
    handler: 'accounts/api',
    permission: 'users:disable',
  },
  {
    method: 'POST',
    path: '/v1/users/{userId}/enable',
    operation: 'enableUser',
    handler: 'accounts/api',
    permission: 'users:disable',
  },
  {
    method: 'GET',
    path: '/v1/registrations/{registrationId}',
    operation: 'getRegistration',
    handler: 'registration/api',
    permission: 'registrations:read',
  },
  {
    method: 'POST',
    path: '/v1/registrations/{registrationId}/resume',
    operation: 'resumeRegistration',
    handler: 'registration/resume',
    permission: 'registrations:resume',
  },
  {
    method: 'POST',
    path: '/v1/invitations',
    operation: 'createInvitation',
    handler: 'invitations/api',
    permission: 'invitations:create',
  },
  {
    method: 'GET',
    path: '/v1/admin/audit/logs',
    operation: 'listAuditEntries',
    handler: 'audit/api',
    permission: 'audit:read',
  },
] as const satisfies readonly Route[];

export type Operation = (typeof routes)[number]['operation'];
