import type { CognitoIdentityProviderClient, UserType } from '@aws-sdk/client-cognito-identity-provider';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { REGISTRATION_ATTRIBUTE } from '../../../contracts/registration.ts';
import { errorNameOf } from '../../platform/errors.ts';
import type { Pacer } from '../../platform/pacer.ts';
import { NOT_FOUND, outcomeOf } from './errors.ts';

export interface NewUser {
  readonly userId: string;
  /** Stored as an attribute of the user that never changes. */
  readonly registrationId: string;
  readonly email: string;
  /** False until the user has opened the link in a mail. */
  readonly emailVerified: boolean;
  readonly name: string;
}

/**
 * The users of the pool; the pool's username is our userId. "Already exists" and "not found" are outcomes here where
 * they mean that the work is done; every other error is thrown as the SDK threw it.
 */
export interface UserPool {
  /** `taken`: another user has the e-mail address. The same user again is `created`. */
  create(user: NewUser): Promise<'created' | 'taken'>;
  exists(userId: string): Promise<boolean>;
  remove(userId: string): Promise<void>;
  disable(userId: string): Promise<void>;
}

const username = (poolId: string, userId: string) => ({ UserPoolId: poolId, Username: userId });

export function userPool(client: CognitoIdentityProviderClient, poolId: string): UserPool {
  return {
    create({ userId, registrationId, email, emailVerified, name }) {
      // No mail from Cognito: ours is sent once the roles are assigned. No password is chosen or read.
      const command = new AdminCreateUserCommand({
        ...username(poolId, userId),
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: String(emailVerified) },
          { Name: 'name', Value: name },
          { Name: `custom:${REGISTRATION_ATTRIBUTE}`, Value: registrationId },
        ],
      });
      const outcomes = { UsernameExistsException: 'created', AliasExistsException: 'taken' } as const;
      return outcomeOf<'created' | 'taken'>(client.send(command), 'created', outcomes);
    },
    exists: (userId) =>
      outcomeOf(client.send(new AdminGetUserCommand(username(poolId, userId))), true, { [NOT_FOUND]: false }),
    remove: (userId) =>
      outcomeOf(client.send(new AdminDeleteUserCommand(username(poolId, userId))), undefined, {
        [NOT_FOUND]: undefined,
      }),
    disable: (userId) =>
      outcomeOf(client.send(new AdminDisableUserCommand(username(poolId, userId))), undefined, {
        [NOT_FOUND]: undefined,
      }),
  };
}

/** Ends every session in the pool: refresh tokens stop working. Done when there is no such user. */
export type SignOutUser = (userId: string) => Promise<void>;

export function signOutUser(client: CognitoIdentityProviderClient, poolId: string): SignOutUser {
  return (userId) =>
    outcomeOf(client.send(new AdminUserGlobalSignOutCommand(username(poolId, userId))), undefined, {
      [NOT_FOUND]: undefined,
    });
}

/** The pool for disabling, enabling and deleting accounts. */
export interface AccountPool extends Pick<UserPool, 'exists' | 'remove' | 'disable'> {
  /** False when the pool has no such user. */
  enable(userId: string): Promise<boolean>;
  readonly signOut: SignOutUser;
}

export function accountPool(client: CognitoIdentityProviderClient, poolId: string): AccountPool {
  return {
    ...userPool(client, poolId),
    enable: (userId) =>
      outcomeOf(client.send(new AdminEnableUserCommand(username(poolId, userId))), true, { [NOT_FOUND]: false }),
    signOut: signOutUser(client, poolId),
  };
}

/** Marks a user's e-mail address as verified; may be repeated. Throws the pool's other errors. */
export type ConfirmEmail = (userId: string) => Promise<'confirmed' | 'user_not_found'>;

export function confirmEmail(client: CognitoIdentityProviderClient, poolId: string): ConfirmEmail {
  return (userId) => {
    const command = new AdminUpdateUserAttributesCommand({
      ...username(poolId, userId),
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    return outcomeOf<'confirmed' | 'user_not_found'>(client.send(command), 'confirmed', {
      [NOT_FOUND]: 'user_not_found',
    });
  };
}

type PasswordOutcome = 'set' | 'refused' | 'user_not_found';

/** Sets a permanent password, without a challenge; `refused`: the pool's policy rejects it. Throws the pool's other errors. */
export type SetPassword = (userId: string, password: string) => Promise<PasswordOutcome>;

const passwordErrors = {
  InvalidPasswordException: 'refused',
  PasswordHistoryPolicyViolationException: 'refused',
  [NOT_FOUND]: 'user_not_found',
} as const;

export function setPassword(client: CognitoIdentityProviderClient, poolId: string): SetPassword {
  return (userId, password) => {
    const input = { ...username(poolId, userId), Password: password, Permanent: true };
    return outcomeOf<PasswordOutcome>(client.send(new AdminSetUserPasswordCommand(input)), 'set', passwordErrors);
  };
}

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  /** The registration that created the user. */
  readonly registrationId?: string | undefined;
  readonly createdAt: string;
}

export interface PoolPage {
  readonly users: readonly PoolUser[];
  readonly next?: string | undefined;
}

/** The pool for a reconciliation: every call waits for its pacer. */
export interface ReconciledPool extends Pick<UserPool, 'exists' | 'remove'> {
  /** 60 users; `outdated` when the pool no longer accepts the page's token. */
  list(token?: string): Promise<PoolPage | 'outdated'>;
}

/** Cognito's maximum. */
const PAGE_SIZE = 60;

const attributeOf = ({ Attributes = [] }: UserType, name: string): string | undefined =>
  Attributes.find(({ Name }) => Name === name)?.Value;

const toPoolUser = (user: UserType): PoolUser => ({
  username: user.Username ?? '',
  sub: attributeOf(user, 'sub') ?? '',
  registrationId: attributeOf(user, `custom:${REGISTRATION_ATTRIBUTE}`),
  createdAt: (user.UserCreateDate ?? new Date(0)).toISOString(),
});

/** `reads` paces what counts against the quota UserRead, `removals` what counts against UserUpdate. */
export function reconciledPool(
  client: CognitoIdentityProviderClient,
  poolId: string,
  { reads, removals }: { readonly reads: Pacer; readonly removals: Pacer },
): ReconciledPool {
  const pool = userPool(client, poolId);
  return {
    async list(token) {
      await reads();
      // Without AttributesToGet: Cognito answers an error when a user has no value for a custom attribute.
      const command = new ListUsersCommand({ UserPoolId: poolId, Limit: PAGE_SIZE, PaginationToken: token });
      try {
        const { Users = [], PaginationToken: next } = await client.send(command);
        return { users: Users.map(toPoolUser), next };
      } catch (error) {
        if (token !== undefined && errorNameOf(error) === 'InvalidParameterException') return 'outdated';
        throw error;
      }
    },
    async exists(userId) {
      await reads();
      return pool.exists(userId);
    },
    async remove(userId) {
      await removals();
      await pool.remove(userId);
    },
  };
}
