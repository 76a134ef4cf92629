import type {
  AuthenticationResultType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Clock } from '../../platform/runtime.ts';
import { challengeAnswer } from './challenge-answer.ts';
import { NOT_FOUND } from './errors.ts';

export interface AccessToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** The pool's tokens for an authenticated user. */
export interface PoolTokens extends AccessToken {
  readonly refreshToken: string;
}

/** The pool's answer to a password or to a challenge answer. */
export type SignInResult = { readonly tokens: PoolTokens } | { readonly refused: AuthenticationRefusal };

export interface PoolAuthentication {
  /** Never throws: an error of the pool is `unexpected_exception`. */
  byPassword(userId: string, password: string): Promise<SignInResult>;
  /** The next access token; undefined when the pool rejects the refresh token. Throws the pool's other errors. */
  byRefreshToken(refreshToken: string): Promise<AccessToken | undefined>;
}

const refusals: Readonly<Record<string, AuthenticationRefusal>> = {
  NotAuthorizedException: 'incorrect_password',
  [NOT_FOUND]: 'user_not_found',
  UserNotConfirmedException: 'not_verified',
  PasswordResetRequiredException: 'password_reset_required',
};

// Cognito's messages before it has checked the password; it has one error name for these and for a wrong password.
const NOT_CHECKED = /disabled|exceeded/i;

function refusalOf(error: unknown): AuthenticationRefusal {
  const refusal = refusals[errorNameOf(error)];
  if (refusal === 'incorrect_password' && NOT_CHECKED.test(String(error))) return 'locked';
  if (refusal !== undefined) return refusal;
  logger.error('the user pool did not sign the user in', errorFields(error));
  return 'unexpected_exception';
}

function accessTokenOf(result: AuthenticationResultType | undefined): AccessToken {
  const { AccessToken: accessToken, ExpiresIn: expiresIn } = result ?? {};
  if (accessToken === undefined || expiresIn === undefined) throw new Error('the user pool answered without a token');
  return { accessToken, expiresIn };
}

const tokensOf = (result: AuthenticationResultType | undefined): PoolTokens => ({
  ...accessTokenOf(result),
  refreshToken: result?.RefreshToken ?? '',
});

export function poolAuthentication(
  client: CognitoIdentityProviderClient,
  poolId: string,
  clientId: string,
): PoolAuthentication {
  const app = { UserPoolId: poolId, ClientId: clientId };
  return {
    async byPassword(userId, password) {
      const AuthParameters = { USERNAME: userId, PASSWORD: password };
      const command = new AdminInitiateAuthCommand({ ...app, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters });
      try {
        const { AuthenticationResult, ChallengeName } = await client.send(command);
        // A temporary password, or one that an administrator has reset.
        if (ChallengeName !== undefined) return { refused: 'password_reset_required' };
        return { tokens: tokensOf(AuthenticationResult) };
      } catch (error) {
        return { refused: refusalOf(error) };
      }
    },

    async byRefreshToken(refreshToken) {
      const AuthParameters = { REFRESH_TOKEN: refreshToken };
      const command = new AdminInitiateAuthCommand({ ...app, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
      try {
        return accessTokenOf((await client.send(command)).AuthenticationResult);
      } catch (error) {
        if (['NotAuthorizedException', NOT_FOUND].includes(errorNameOf(error))) return undefined;
        throw error;
      }
    },
  };
}

/** The pool's tokens for a user whom an external provider authenticated. Never throws: an error of the pool is `unexpected_exception`. */
export type SignInExternally = (userId: string) => Promise<SignInResult>;

export interface ExternalSignInDependencies {
  readonly client: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly clientId: string;
  readonly tokens: Pick<Tokens, 'derive'>;
  readonly clock: Clock;
}

/** Starts the pool's custom challenge and answers it; the trigger in authentication/external/custom-challenge.ts checks the answer. */
export function signInExternally(deps: ExternalSignInDependencies): SignInExternally {
  const { client, poolId, clientId, tokens, clock } = deps;
  const app = { UserPoolId: poolId, ClientId: clientId };

  async function answerChallenge(userId: string) {
    const AuthParameters = { USERNAME: userId };
    const [{ Session }, ANSWER] = await Promise.all([
      client.send(new AdminInitiateAuthCommand({ ...app, AuthFlow: 'CUSTOM_AUTH', AuthParameters })),
      challengeAnswer(tokens, userId, clock()),
    ]);
    const ChallengeResponses = { USERNAME: userId, ANSWER };
    const input = { ...app, Session, ChallengeName: 'CUSTOM_CHALLENGE', ChallengeResponses } as const;
    return (await client.send(new AdminRespondToAuthChallengeCommand(input))).AuthenticationResult;
  }

  return async (userId) => {
    try {
      return { tokens: tokensOf(await answerChallenge(userId)) };
    } catch (error) {
      const refused = refusalOf(error);
      // The answer is ours, not the user's: a wrong one is an internal error.
      return { refused: refused === 'incorrect_password' ? 'unexpected_exception' : refused };
    }
  };
}
