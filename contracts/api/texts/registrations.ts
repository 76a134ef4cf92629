import { registrationPath } from '../registrations.ts';
import type { registrationRoutes } from '../routes/registrations.ts';
import type { OperationTexts } from './operation-text.ts';

export const registrationOperations: OperationTexts<typeof registrationRoutes> = {
  registerUser: {
    tag: 'Registrations',
    summary: 'Create a user',
    description:
      'Starts the register-user workflow, which creates the user and assigns the roles, and waits up to 8 seconds for its end. The caller needs every permission of the roles. A request with the same Idempotency-Key and body gets the response of the same registration.',
    body: 'RegisterUserRequest',
    idempotencyKey: true,
    successes: [
      {
        status: 201,
        description: 'The registered user, with the roles.',
        schema: 'RegisteredUser',
        location: 'the user',
      },
      {
        status: 202,
        description:
          'The registration is still running, or the user is registered and the roles are pending; see `state`.',
        schema: 'AcceptedRegistration',
        location: 'the registration',
      },
    ],
    problems: [
      'unknown_roles',
      'email_already_exists',
      'idempotency_key_reused',
      'registration_rolled_back',
      'rollback_failed',
    ],
  },
  getRegistration: {
    tag: 'Registrations',
    summary: 'Get a registration',
    description:
      'The completed steps with their times, and the failure, or the transient failure and the pending roles.',
    path: registrationPath,
    successes: [{ status: 200, description: 'The registration.', schema: 'Registration' }],
  },
  resumeRegistration: {
    tag: 'Registrations',
    summary: 'Resume a registration',
    description: 'Assigns pending roles, or repeats a failed rollback. May be repeated.',
    path: registrationPath,
    successes: [
      { status: 200, description: 'The completed registration.', schema: 'Registration' },
      {
        status: 202,
        description: 'The roles are still pending; send the request again later.',
        schema: 'Registration',
      },
    ],
    problems: ['nothing_to_resume', 'rollback_failed'],
  },
};
