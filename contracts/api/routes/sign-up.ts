import type { Route } from '../route.ts';

export const signUpRoutes = [
  { method: 'POST', path: '/v1/auth/sign-up', operation: 'signUp', handler: 'sign-up/api', permission: 'public' },
  {
    method: 'POST',
    path: '/v1/auth/verify',
    operation: 'verifyEmail',
    handler: 'verification/api',
    permission: 'public',
  },
  {
    method: 'POST',
    path: '/v1/auth/verify/resend',
    operation: 'resendVerification',
    handler: 'verification/api',
    permission: 'public',
  },
] as const satisfies readonly Route[];
