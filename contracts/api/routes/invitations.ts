import type { Route } from '../route.ts';

export const invitationRoutes = [
  {
    method: 'POST',
    path: '/v1/invitations',
    operation: 'createInvitation',
    handler: 'invitations/api',
    permission: 'invitations:create',
  },
] as const satisfies readonly Route[];
