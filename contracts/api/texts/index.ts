import type { Operation } from '../routes.ts';
import { accessOperations } from './access.ts';
import { auditOperations } from './audit.ts';
import { invitationOperations } from './invitations.ts';
import type { OperationText } from './operation-text.ts';
import { passwordOperations } from './passwords.ts';
import { registrationOperations } from './registrations.ts';
import { serviceOperations } from './service.ts';
import { sessionOperations } from './sessions.ts';
import { signUpOperations } from './sign-up.ts';
import { userOperations } from './users.ts';

/** The documentation of every operation of the route table. */
export const operations: Record<Operation, OperationText> = {
  ...serviceOperations,
  ...registrationOperations,
  ...userOperations,
  ...accessOperations,
  ...signUpOperations,
  ...passwordOperations,
  ...sessionOperations,
  ...invitationOperations,
  ...auditOperations,
};
