import type { Operation } from '../../contracts/api/routes.ts';
import type { OperationText } from './operation-text.ts';
import { accessOperations } from './operations/access.ts';
import { auditOperations } from './operations/audit.ts';
import { invitationOperations } from './operations/invitations.ts';
import { passwordOperations } from './operations/passwords.ts';
import { registrationOperations } from './operations/registrations.ts';
import { serviceOperations } from './operations/service.ts';
import { sessionOperations } from './operations/sessions.ts';
import { signUpOperations } from './operations/sign-up.ts';
import { userOperations } from './operations/users.ts';

/** What the route table does not say of its operations. */
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
