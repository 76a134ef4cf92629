import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

export interface PoolUser {
  /** The pool's username. */
  readonly userId: string;
  /** Whether she can sign in. */
  readonly enabled: boolean;
}

/** The user of an e-mail address, as the pool has her. */
export async function findPoolUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  email: string,
): Promise<PoolUser | undefined> {
  try {
    const found = await client.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return { userId: found.Username ?? '', enabled: found.Enabled === true };
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/** Gives a user a password to sign in with. */
export async function setPassword(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
}
