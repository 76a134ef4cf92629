import type * as z from 'zod/mini';
import { auditQuery } from '../../contracts/api/audit.ts';
import type { ProblemType } from '../../contracts/api/problems.ts';
import { registrationPath } from '../../contracts/api/registrations.ts';
import type { Operation } from '../../contracts/api/routes.ts';
import { deleteUserQuery, listUsersQuery, userPath } from '../../contracts/api/users.ts';
import type { RequestSchema, ResponseSchema } from './schemas.ts';

export interface Success {
  readonly status: number;
  readonly description: string;
  /** Absent: no body, or any JSON where `anyJson` says so. */
  readonly schema?: ResponseSchema;
  readonly anyJson?: true;
  /** Where the Location header leads. */
  readonly location?: string;
}

/** What the route table does not say of an operation. */
export interface OperationText {
  readonly tag: 'Users' | 'Registrations' | 'Invitations' | 'Audit' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly path?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: RequestSchema;
  readonly idempotencyKey?: true;
  readonly successes: readonly Success[];
  /** Beyond those that every route of its kind answers (problems.ts). */
  readonly problems?: readonly ProblemType[];
}

export const operations: Record<Operation, OperationText> = {
  getHealth: {
    tag: 'Service',
    summary: 'Tells that the API answers',
    description: 'Needs no token. Looks at nothing behind the API.',
    successes: [{ status: 200, description: 'The API answers.', schema: 'Health' }],
  },
  getOpenApi: {
    tag: 'Service',
    summary: 'This document',
    description: 'Needs no token.',
    successes: [{ status: 200, description: 'The OpenAPI 3.1 document of this API.', anyJson: true }],
  },
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
      'role_not_found',
      'email_already_exists',
      'idempotency_key_reused',
      'registration_rolled_back',
      'rollback_failed',
    ],
  },
  listUsers: {
    tag: 'Users',
    summary: 'Lists the users, newest first',
    description: 'A page at a time; `nextCursor` leads to the next one and is absent on the last.',
    query: listUsersQuery,
    successes: [{ status: 200, description: 'A page of users.', schema: 'UserPage' }],
  },
  getUser: {
    tag: 'Users',
    summary: 'Shows a user',
    description: 'With the roles that are in force now.',
    path: userPath,
    successes: [{ status: 200, description: 'The user.', schema: 'User' }],
  },
  deleteUser: {
    tag: 'Users',
    summary: 'Deletes a user for good',
    description:
      'Takes the roles away, deletes the identity, then the profile. When it stops half-way (500), the same request goes on where it stopped.',
    path: userPath,
    query: deleteUserQuery,
    successes: [{ status: 204, description: 'The user is gone, and the e-mail address is free.' }],
    problems: ['confirmation_required', 'last_admin', 'registration_unfinished', 'deletion_incomplete'],
  },
  disableUser: {
    tag: 'Users',
    summary: 'Takes all access away from a user',
    description: 'The next request with a token that lives is refused already. Nothing is deleted. May be repeated.',
    path: userPath,
    successes: [{ status: 200, description: 'The user, disabled.', schema: 'User' }],
    problems: ['last_admin', 'registration_unfinished'],
  },
  enableUser: {
    tag: 'Users',
    summary: 'Gives a disabled user her access back',
    description: 'With the roles that she had. May be repeated.',
    path: userPath,
    successes: [{ status: 200, description: 'The user, enabled.', schema: 'User' }],
    problems: ['registration_unfinished'],
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
  createInvitation: {
    tag: 'Invitations',
    summary: 'Invites somebody by e-mail',
    description:
      'The link lives for 7 days and works once. Whoever registers with that address gets the roles, if the inviter still holds them then.',
    body: 'CreateInvitationRequest',
    idempotencyKey: true,
    successes: [{ status: 201, description: 'The invitation; its mail is on the way.', schema: 'Invitation' }],
    problems: ['role_not_found', 'email_already_exists', 'idempotency_key_reused', 'invitation_pending'],
  },
  listAuditEntries: {
    tag: 'Audit',
    summary: 'Reads the audit trail, newest first',
    description:
      'An empty filter, or the text null, is no filter. A date alone means the whole day; `to` is inclusive.',
    query: auditQuery,
    successes: [{ status: 200, description: 'A page of audit entries.', schema: 'AuditPage' }],
  },
};
