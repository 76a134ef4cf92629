import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda';
import { isValidAnswer } from '../../domain/user-pool/challenge-answer.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import { logger } from '../../platform/observability/logger.ts';
import type { Clock } from '../../platform/runtime.ts';

type ChallengeEvent =
  | DefineAuthChallengeTriggerEvent
  | CreateAuthChallengeTriggerEvent
  | VerifyAuthChallengeResponseTriggerEvent;

const CHALLENGE = 'CUSTOM_CHALLENGE';

/**
 * One challenge, one answer: tokens for a correct one, failure for anything else. Also for a first round of another kind,
 * which a caller may choose (SRP_A): its result is true before anything was proved.
 */
function define(event: DefineAuthChallengeTriggerEvent): void {
  const [round, ...more] = event.request.session;
  const isCorrect = round?.challengeName === CHALLENGE && round.challengeResult && more.length === 0;
  const isKnown = !event.request.userNotFound;
  event.response.issueTokens = isCorrect === true && isKnown;
  event.response.failAuthentication = round !== undefined && !event.response.issueTokens;
  if (round === undefined) event.response.challengeName = CHALLENGE;
}

/** The challenge has no parameters: only a holder of the token key can make its answer. */
function create(event: CreateAuthChallengeTriggerEvent): void {
  event.response.publicChallengeParameters = {};
  event.response.privateChallengeParameters = {};
  event.response.challengeMetadata = 'EXTERNAL_LOGIN';
}

/**
 * The pool's three challenge triggers in one handler. The flow CUSTOM_AUTH issues tokens for users whom an external
 * provider authenticated and who have no password. Other flows do not call these triggers.
 */
export function customChallenge(tokens: Pick<Tokens, 'derive'>, clock: Clock) {
  async function verify(event: VerifyAuthChallengeResponseTriggerEvent): Promise<void> {
    const answer = String(event.request.challengeAnswer);
    const isValid = await isValidAnswer(tokens, event.userName, answer, clock);
    event.response.answerCorrect = isValid && !event.request.userNotFound;
    if (!isValid) logger.warn('challenge answer refused', { userId: event.userName });
  }

  return async (event: ChallengeEvent): Promise<ChallengeEvent> => {
    if (event.triggerSource === 'DefineAuthChallenge_Authentication') define(event);
    if (event.triggerSource === 'CreateAuthChallenge_Authentication') create(event);
    if (event.triggerSource === 'VerifyAuthChallengeResponse_Authentication') await verify(event);
    return event;
  };
}
