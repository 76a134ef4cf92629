import type { userRoutes } from '../routes/users.ts';
import { deleteUserQuery, listUsersQuery, userPath } from '../users.ts';
import type { OperationTexts } from './operation-text.ts';

export const userOperations: OperationTexts<typeof userRoutes> = {
  listUsers: {
    tag: 'Users',
    summary: 'List users',
    description: 'Newest first. `nextCursor` is absent on the last page.',
    query: listUsersQuery,
    successes: [{ status: 200, description: 'A page of users.', schema: 'UserPage' }],
  },
  getUser: {
    tag: 'Users',
    summary: 'Get a user',
    description: 'With the roles that are in force.',
    path: userPath,
    successes: [{ status: 200, description: 'The user.', schema: 'User' }],
  },
  deleteUser: {
    tag: 'Users',
    summary: 'Delete a user',
    description:
      'Revokes the roles, then deletes the identity and the profile. After a failure in between (500), the same request continues the deletion.',
    path: userPath,
    query: deleteUserQuery,
    successes: [{ status: 204, description: 'The user is deleted, and the e-mail address is free.' }],
    problems: ['confirmation_required', 'last_admin', 'registration_unfinished', 'deletion_incomplete'],
  },
  disableUser: {
    tag: 'Users',
    summary: 'Disable a user',
    description:
      'The next request of the user is refused, also with a valid token. Nothing is deleted. May be repeated.',
    path: userPath,
    successes: [{ status: 200, description: 'The disabled user.', schema: 'User' }],
    problems: ['last_admin', 'registration_unfinished'],
  },
  enableUser: {
    tag: 'Users',
    summary: 'Enable a user',
    description: 'The user has the same roles as before. May be repeated.',
    path: userPath,
    successes: [{ status: 200, description: 'The enabled user.', schema: 'User' }],
    problems: ['registration_unfinished'],
  },
};
