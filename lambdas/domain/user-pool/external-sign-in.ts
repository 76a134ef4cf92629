import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import type { Clock } from '../../platform/clock.ts';
import { challengeAnswer } from './challenge-answer.ts';
import { accessOf, refusalOf, type SignIn } from './sign-in.ts';

/** The pool's tokens for who proved elsewhere who she is. Never throws: what the pool did not answer is `unexpected_exception`. */
export type SignInExternally = (userId: string) => Promise<SignIn>;

export interface ExternalSignInDependencies {
  readonly client: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly clientId: string;
  readonly tokens: Pick<Tokens, 'derive'>;
  readonly clock: Clock;
}

const CHALLENGE = 'CUSTOM_CHALLENGE';

/** Asks the pool for its challenge and answers it: see custom-challenge.ts, which judges the answer. */
export function signInExternally(deps: ExternalSignInDependencies): SignInExternally {
  const { client, poolId, clientId, tokens, clock } = deps;
  const ours = { UserPoolId: poolId, ClientId: clientId };

  async function answered(userId: string) {
    const AuthParameters = { USERNAME: userId };
    const [{ Session }, ANSWER] = await Promise.all([
      client.send(new AdminInitiateAuthCommand({ ...ours, AuthFlow: 'CUSTOM_AUTH', AuthParameters })),
      challengeAnswer(tokens, userId, clock()),
    ]);
    const ChallengeResponses = { USERNAME: userId, ANSWER };
    const command = { ...ours, Session, ChallengeName: CHALLENGE, ChallengeResponses } as const;
    return (await client.send(new AdminRespondToAuthChallengeCommand(command))).AuthenticationResult;
  }

  return async (userId) => {
    try {
      const result = await answered(userId);
      return { tokens: { ...accessOf(result), refreshToken: result?.RefreshToken ?? '' } };
    } catch (error) {
      const refused = refusalOf(error);
      // Nobody typed anything: an answer of ours that is wrong is our own mistake.
      return { refused: refused === 'incorrect_password' ? 'unexpected_exception' : refused };
    }
  };
}
