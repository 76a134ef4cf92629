import type { Route } from '../route.ts';

export const registrationRoutes = [
  {
    method: 'POST',
    path: '/v1/users',
    operation: 'registerUser',
    handler: 'registration/api',
    permission: 'users:register',
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
] as const satisfies readonly Route[];
