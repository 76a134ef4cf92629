import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

export interface PoolUser {
  /** The pool's username. */
  readonly userId: string;
  /** Whether the user can sign in. */
  readonly enabled: boolean;
}

/** The user of an e-mail address in the pool. */
export async function findPoolUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  email: string,
): Promise<PoolUser | undefined> {
  try {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return { userId: user.Username ?? '', enabled: user.Enabled === true };
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

/** How a user signs in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Sets a user's permanent password. */
export async function setPassword(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  { email, password }: Credentials,
): Promise<void> {
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
}

export interface Pool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

const refusals = new Set(['NotAuthorizedException', 'UserNotFoundException']);

/** An access token; undefined when the pool refuses the e-mail address with the password. */
export async function signIn(
  client: CognitoIdentityProviderClient,
  { userPoolId, userPoolClientId }: Pool,
  { email, password }: Credentials,
): Promise<string | undefined> {
  try {
    const answer = await client.send(
      new AdminInitiateAuthCommand({
        UserPoolId: userPoolId,
        ClientId: userPoolClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    return answer.AuthenticationResult?.AccessToken;
  } catch (error) {
    if (error instanceof Error && refusals.has(error.name)) return undefined;
    throw error;
  }
}

/** Claims of our pool's access tokens. */
export interface TokenClaims {
  readonly username: string;
  /** Separated by spaces. */
  readonly roles?: string;
}

/** The claims of an access token, without verification. */
export const claimsIn = (token: string): TokenClaims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
