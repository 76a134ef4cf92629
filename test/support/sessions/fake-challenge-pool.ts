import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { customChallenge } from '../../../lambdas/authentication/external/custom-challenge.ts';

type Trigger = ReturnType<typeof customChallenge>;

const jwt = (claims: object): string =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

const awsError = (name: string, message: string) => Object.assign(new Error(message), { name });

/** The pool's flow CUSTOM_AUTH, with the real trigger, for the users it knows. */
export class FakeChallengePool {
  readonly disabled = new Set<string>();
  readonly calls: string[] = [];
  /** What the next calls throw, by name, until it is undefined again. */
  failing: string | undefined;
  /** Asked of each answer before it is checked: what happens on its way. */
  onTheWay = (answer: string): string => answer;
  readonly #trigger: Trigger;
  readonly #knows: (userId: string) => boolean;

  constructor(trigger: Trigger, knows: (userId: string) => boolean) {
    this.#trigger = trigger;
    this.#knows = knows;
  }

  readonly client = {
    send: async (command: unknown) => {
      if (this.failing) throw awsError(this.failing, 'raw text');
      if (command instanceof AdminInitiateAuthCommand) return this.#begin(command.input.AuthParameters?.USERNAME ?? '');
      if (command instanceof AdminRespondToAuthChallengeCommand) return this.#answer(command.input);
      throw new Error('the fake does not know this command');
    },
  } as unknown as CognitoIdentityProviderClient;

  #begin(userId: string) {
    this.calls.push(userId);
    if (!this.#knows(userId)) throw awsError('UserNotFoundException', 'User does not exist.');
    if (this.disabled.has(userId)) throw awsError('NotAuthorizedException', 'User is disabled.');
    return { ChallengeName: 'CUSTOM_CHALLENGE', Session: userId };
  }

  async #answer({ Session = '', ChallengeResponses = {} }: AdminRespondToAuthChallengeCommand['input']) {
    const challengeAnswer = this.onTheWay(ChallengeResponses.ANSWER ?? '');
    const event = { triggerSource: 'VerifyAuthChallengeResponse_Authentication', userName: Session, response: {} };
    const { response } = await this.#trigger({ ...event, request: { challengeAnswer } } as never);
    if (!('answerCorrect' in response && response.answerCorrect)) throw awsError('NotAuthorizedException', 'Incorrect');
    const AccessToken = jwt({ origin_jti: `sign-in-${this.calls.length}`, username: Session });
    return { AuthenticationResult: { AccessToken, ExpiresIn: 3600, RefreshToken: 'pool-refresh' } };
  }
}
