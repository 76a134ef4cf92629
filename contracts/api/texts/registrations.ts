import { registrationPath } from '../registrations.ts';
import type { registrationRoutes } from '../routes/registrations.ts';
import type { OperationTexts } from './operation-text.ts';

export const registrationOperations: OperationTexts<typeof registrationRoutes> = {
  registerUser: {
    tag: 'Registrations',
    summary: 'Registers a user and gives her roles',
    description:
      'Starts the register-user workflow and waits up to 8 seconds for its end. Nobody grants roles that hold more than her own. With the same Idempotency-Key and the same body the answer is that of the same registration.',
    body: 'RegisterUserRequest',
    idempotencyKey: true,
    successes: [
      {
        status: 201,
        description: 'The user is registered and has the roles.',
        schema: 'RegisteredUser',
        location: 'the user',
      },
      {
        status: 202,
        description: 'Still running, or registered with the roles pending: `state` says which.',
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
    summary: 'Shows where a registration stands',
    description: 'The steps passed with their times; the failure, or the transient status and the roles pending.',
    path: registrationPath,
    successes: [{ status: 200, description: 'The registration.', schema: 'Registration' }],
  },
  resumeRegistration: {
    tag: 'Registrations',
    summary: 'Completes pending roles, or a rollback that failed',
    description: 'May be repeated until it is done.',
    path: registrationPath,
    successes: [
      { status: 200, description: 'Done, now or before.', schema: 'Registration' },
      { status: 202, description: 'The roles are still pending; try again later.', schema: 'Registration' },
    ],
    problems: ['nothing_to_resume', 'rollback_failed'],
  },
};
