import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { REGISTRATION_ATTRIBUTE } from '../../../contracts/registration.ts';
import { errorNameOf } from '../../platform/errors.ts';

export interface NewUser {
  readonly userId: string;
  /** Marks her as made by it, for good. */
  readonly registrationId: string;
  readonly email: string;
  /** False until she has followed the link in a mail. */
  readonly emailVerified: boolean;
  readonly name: string;
}

/**
 * The user pool, by our own usernames. "Already exists" and "not found" are answers here where they
 * mean that the work is done; every other error is thrown as the SDK threw it.
 */
export interface UserPool {
  /** `taken`: another user has the e-mail address. Our own user that exists already is `created`. */
  create(user: NewUser): Promise<'created' | 'taken'>;
  exists(userId: string): Promise<boolean>;
  remove(userId: string): Promise<void>;
  disable(userId: string): Promise<void>;
}

async function unless<T>(name: string, answer: T, call: Promise<unknown>, otherwise: T): Promise<T> {
  try {
    await call;
    return otherwise;
  } catch (error) {
    if (errorNameOf(error) === name) return answer;
    throw error;
  }
}

export function userPool(client: CognitoIdentityProviderClient, poolId: string): UserPool {
  const named = (userId: string) => ({ UserPoolId: poolId, Username: userId });

  async function create({ userId, registrationId, email, emailVerified, name }: NewUser): Promise<'created' | 'taken'> {
    // No mail from Cognito: ours goes out when the roles are there. No password is chosen or seen.
    const command = new AdminCreateUserCommand({
      ...named(userId),
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: String(emailVerified) },
        { Name: 'name', Value: name },
        { Name: `custom:${REGISTRATION_ATTRIBUTE}`, Value: registrationId },
      ],
    });
    const made = unless<'created' | 'taken'>('UsernameExistsException', 'created', client.send(command), 'created');
    return unless<'created' | 'taken'>('AliasExistsException', 'taken', made, 'created');
  }

  const notFound = 'UserNotFoundException';
  return {
    create,
    exists: (userId) => unless(notFound, false, client.send(new AdminGetUserCommand(named(userId))), true),
    remove: (userId) => unless(notFound, undefined, client.send(new AdminDeleteUserCommand(named(userId))), undefined),
    disable: (userId) =>
      unless(notFound, undefined, client.send(new AdminDisableUserCommand(named(userId))), undefined),
  };
}
