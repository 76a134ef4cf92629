import {
  AdminInitiateAuthCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AdminAccount } from './admin-account.ts';

export interface Pool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

const refusals = new Set(['NotAuthorizedException', 'UserNotFoundException']);

/** An access token; undefined when the pool does not take the e-mail address with the password. */
export async function signIn(
  client: CognitoIdentityProviderClient,
  { userPoolId, userPoolClientId }: Pool,
  { email, password }: AdminAccount,
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

/** What an access token of our pool says of its bearer; not verified. */
export interface TokenClaims {
  readonly username: string;
  /** Separated by spaces. */
  readonly roles?: string;
}

export const claimsIn = (token: string): TokenClaims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
