import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminSetUserPasswordCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clients, outputs } from './system.ts';

const UserPoolId = outputs.userPoolId;

/** The user as the pool has it; undefined when it has none. */
export async function poolUserOf(userId: string): Promise<AdminGetUserCommandOutput | undefined> {
  try {
    return await clients.users.send(new AdminGetUserCommand({ UserPoolId, Username: userId }));
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/** How many users of the pool have this e-mail address. */
export async function poolUsersWith(email: string): Promise<number> {
  const { Users = [] } = await clients.users.send(
    new ListUsersCommand({ UserPoolId, Filter: `email = ${JSON.stringify(email)}` }),
  );
  return Users.length;
}

/** Gives a user a password, as an operator would for the first sign-in. */
export async function setPassword(userId: string, password: string): Promise<void> {
  await clients.users.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: userId, Password: password, Permanent: true }),
  );
}
