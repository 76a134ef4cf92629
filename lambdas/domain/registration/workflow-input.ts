import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import type { RegistrationRecord } from './record.ts';

/** What the workflow of this record was, or is to be, started with. */
export const inputOf = ({ email, name, organisation, roles, requestedBy, method, correlationId }: RegistrationRecord) =>
  ({
    email: email ?? '',
    name: name ?? '',
    organisation,
    roles: [...roles],
    requestedBy,
    method,
    correlationId,
  }) satisfies RegisterUserInput;
