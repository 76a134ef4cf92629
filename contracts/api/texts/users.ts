import type { userRoutes } from '../routes/users.ts';
import { deleteUserQuery, listUsersQuery, userPath } from '../users.ts';
import type { OperationTexts } from './operation-text.ts';

export const userOperations: OperationTexts<typeof userRoutes> = {
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
};
