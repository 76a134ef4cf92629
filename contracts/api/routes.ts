import { accessRoutes } from './routes/access.ts';
import { auditRoutes } from './routes/audit.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { passwordRoutes } from './routes/passwords.ts';
import { registrationRoutes } from './routes/registrations.ts';
import { serviceRoutes } from './routes/service.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signUpRoutes } from './routes/sign-up.ts';
import { userRoutes } from './routes/users.ts';

export type { Route } from './route.ts';

/** The route table of the HTTP API: the gateway, the handlers and the OpenAPI document are made from it. */
export const routes = [
  ...serviceRoutes,
  ...registrationRoutes,
  ...userRoutes,
  ...accessRoutes,
  ...signUpRoutes,
  ...passwordRoutes,
  ...sessionRoutes,
  ...invitationRoutes,
  ...auditRoutes,
] as const;

export type Operation = (typeof routes)[number]['operation'];
