import {
  AdminInitiateAuthCommand,
  type AuthenticationResultType,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { PoolTokens } from '../sessions/open-session.ts';

/** What the pool says of a password, or of an answer. */
export type SignIn = { readonly tokens: PoolTokens } | { readonly refused: AuthenticationRefusal };

export interface SignIns {
  /** Never throws: what the pool did not answer is `unexpected_exception`. */
  byPassword(userId: string, password: string): Promise<SignIn>;
  /** The next access token; undefined when the pool takes the refresh token no more. Throws what the pool throws else. */
  byRefreshToken(refreshToken: string): Promise<Omit<PoolTokens, 'refreshToken'> | undefined>;
}

const refusals: Readonly<Record<string, AuthenticationRefusal>> = {
  NotAuthorizedException: 'incorrect_password',
  UserNotFoundException: 'user_not_found',
  UserNotConfirmedException: 'not_verified',
  PasswordResetRequiredException: 'password_reset_required',
};

// Cognito's words before it has looked at the password; it has one error name for these and for a wrong one.
const UNSEEN = /disabled|exceeded/i;

export function refusalOf(error: unknown): AuthenticationRefusal {
  const refusal = refusals[errorNameOf(error)];
  if (refusal === 'incorrect_password' && UNSEEN.test(String(error))) return 'locked';
  if (refusal !== undefined) return refusal;
  logger.error('the pool did not sign in', errorFields(error));
  return 'unexpected_exception';
}

export function accessOf(result: AuthenticationResultType | undefined): Omit<PoolTokens, 'refreshToken'> {
  const { AccessToken, ExpiresIn } = result ?? {};
  if (AccessToken === undefined || ExpiresIn === undefined) throw new Error('the pool answered without a token');
  return { accessToken: AccessToken, expiresIn: ExpiresIn };
}

export function signIns(client: CognitoIdentityProviderClient, poolId: string, clientId: string): SignIns {
  const ours = { UserPoolId: poolId, ClientId: clientId };

  return {
    async byPassword(userId, password) {
      const AuthParameters = { USERNAME: userId, PASSWORD: password };
      const command = new AdminInitiateAuthCommand({ ...ours, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters });
      try {
        const { AuthenticationResult: result, ChallengeName } = await client.send(command);
        // A temporary password, or one that an administrator has voided.
        if (ChallengeName !== undefined) return { refused: 'password_reset_required' };
        return { tokens: { ...accessOf(result), refreshToken: result?.RefreshToken ?? '' } };
      } catch (error) {
        return { refused: refusalOf(error) };
      }
    },

    async byRefreshToken(refreshToken) {
      const AuthParameters = { REFRESH_TOKEN: refreshToken };
      const command = new AdminInitiateAuthCommand({ ...ours, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
      try {
        return accessOf((await client.send(command)).AuthenticationResult);
      } catch (error) {
        const name = errorNameOf(error);
        if (name === 'NotAuthorizedException' || name === 'UserNotFoundException') return undefined;
        throw error;
      }
    },
  };
}
