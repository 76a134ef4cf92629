import type { Operation } from '../../contracts/api/routes.ts';
import type { OperationText } from './operation-text.ts';
import { accessOperations } from './operations/access.ts';
import { auditOperations } from './operations/audit.ts';
import { invitationOperations } from './operations/invitations.ts';
import { registrationOperations } from './operations/registrations.ts';
import { serviceOperations } from './operations/service.ts';
import { userOperations } from './operations/users.ts';

/** What the route table does not say of its operations. */
export const operations: Record<Operation, OperationText> = {
  ...serviceOperations,
  ...registrationOperations,
  ...userOperations,
  ...accessOperations,
  ...invitationOperations,
  ...auditOperations,
};
