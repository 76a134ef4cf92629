import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda';
import { isRightAnswer } from '../../domain/user-pool/challenge-answer.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import type { Clock } from '../../platform/clock.ts';
import { logger } from '../../platform/observability/logger.ts';

type ChallengeEvent =
  | DefineAuthChallengeTriggerEvent
  | CreateAuthChallengeTriggerEvent
  | VerifyAuthChallengeResponseTriggerEvent;

const CHALLENGE = 'CUSTOM_CHALLENGE';

/**
 * One challenge, one answer: tokens for a right one, the end for anything else. Also for a round of another kind,
 * which a caller may choose to begin with (SRP_A): its result is true before anything was proved.
 */
function define(event: DefineAuthChallengeTriggerEvent): void {
  const [round, ...more] = event.request.session;
  const right = round?.challengeName === CHALLENGE && round.challengeResult && more.length === 0;
  const known = !event.request.userNotFound;
  event.response.issueTokens = right === true && known;
  event.response.failAuthentication = round !== undefined && !event.response.issueTokens;
  if (round === undefined) event.response.challengeName = CHALLENGE;
}

/** There is nothing to ask: who comes with an answer has it from the token key. */
function create(event: CreateAuthChallengeTriggerEvent): void {
  event.response.publicChallengeParameters = {};
  event.response.privateChallengeParameters = {};
  event.response.challengeMetadata = 'EXTERNAL_LOGIN';
}

/**
 * The pool's three challenge triggers in one: the flow CUSTOM_AUTH gives tokens to who was logged in by an
 * external provider, for which there is no password. Other flows do not come here.
 */
export function customChallenge(tokens: Pick<Tokens, 'derive'>, clock: Clock) {
  async function verify(event: VerifyAuthChallengeResponseTriggerEvent): Promise<void> {
    const answer = String(event.request.challengeAnswer);
    const right = await isRightAnswer(tokens, event.userName, answer, clock);
    event.response.answerCorrect = right && !event.request.userNotFound;
    if (!right) logger.warn('challenge answer refused', { userId: event.userName });
  }

  return async (event: ChallengeEvent): Promise<ChallengeEvent> => {
    if (event.triggerSource === 'DefineAuthChallenge_Authentication') define(event);
    if (event.triggerSource === 'CreateAuthChallenge_Authentication') create(event);
    if (event.triggerSource === 'VerifyAuthChallengeResponse_Authentication') await verify(event);
    return event;
  };
}
