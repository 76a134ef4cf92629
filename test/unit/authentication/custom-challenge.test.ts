import type { KMSClient } from '@aws-sdk/client-kms';
import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { customChallenge } from '../../../lambdas/authentication/external/custom-challenge.ts';
import { challengeAnswer } from '../../../lambdas/domain/user-pool/challenge-answer.ts';
import { tokens } from '../../../lambdas/platform/aws/mac-tokens.ts';
import { generateMac } from '../../support/simulation/services/mac.ts';

const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
const EVE = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
const NOW = new Date('2026-11-22T10:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const macs = tokens({ send: async ({ input }: { input: never }) => generateMac(input) } as unknown as KMSClient, 'key');

type Event = Parameters<ReturnType<typeof customChallenge>>[0];
type Round = DefineAuthChallengeTriggerEvent['request']['session'][number];

const asked = async (event: object, at = NOW): Promise<Event> =>
  customChallenge(macs, () => at)({ userName: ANN, response: {}, ...event } as unknown as Event);

async function defined(session: readonly Round[], more = {}) {
  const event = { triggerSource: 'DefineAuthChallenge_Authentication', request: { session, ...more } };
  return ((await asked(event)) as DefineAuthChallengeTriggerEvent).response;
}

async function isTaken(challengeAnswer: string, at = NOW, request = {}): Promise<unknown> {
  const triggerSource = 'VerifyAuthChallengeResponse_Authentication';
  const event = await asked({ triggerSource, request: { challengeAnswer, ...request } }, at);
  return (event as VerifyAuthChallengeResponseTriggerEvent).response.answerCorrect;
}

const round = (challengeResult: boolean, challengeName = 'CUSTOM_CHALLENGE') =>
  ({ challengeName, challengeResult }) as Round;
const failed = { issueTokens: false, failAuthentication: true };

describe('customChallenge', () => {
  it('sets the challenge once', async () => {
    expect(await defined([])).toEqual({
      challengeName: 'CUSTOM_CHALLENGE',
      issueTokens: false,
      failAuthentication: false,
    });
  });

  it('issues tokens for one correct answer, and for nothing else', async () => {
    expect(await defined([round(true)])).toEqual({ issueTokens: true, failAuthentication: false });
    expect(await defined([round(false)])).toEqual(failed);
    expect(await defined([round(false), round(true)])).toEqual(failed);
    expect(await defined([round(true), round(false)])).toEqual(failed);
  });

  it('refuses a flow that begins with a password, whose first round is always correct', async () => {
    expect(await defined([round(true, 'SRP_A')])).toEqual(failed);
    expect(await defined([round(true, 'PASSWORD_VERIFIER')])).toEqual(failed);
  });

  it('refuses every answer for an unknown user', async () => {
    const answer = await challengeAnswer(macs, ANN, NOW);
    expect(await isTaken(answer, NOW, { userNotFound: true })).toBe(false);
    expect(await defined([round(true)], { userNotFound: true })).toEqual(failed);
  });

  it('sends the client no parameters', async () => {
    const event = await asked({ triggerSource: 'CreateAuthChallenge_Authentication', request: { session: [] } });
    const { response } = event as CreateAuthChallengeTriggerEvent;
    expect(response).toMatchObject({ publicChallengeParameters: {}, privateChallengeParameters: {} });
  });
});

describe('a challenge answer', () => {
  it('is valid for 60 seconds', async () => {
    const answer = await challengeAnswer(macs, ANN, NOW);
    expect(await Promise.all([0, 59, 60, 3600].map((seconds) => isTaken(answer, later(seconds))))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is valid for one user only', async () => {
    expect(await isTaken(await challengeAnswer(macs, EVE, NOW))).toBe(false);
  });

  it('cannot be prolonged, cut, or made up', async () => {
    const [end = '', mac = ''] = (await challengeAnswer(macs, ANN, NOW)).split('.');
    const forged = [`${Number(end) + 60}.${mac}`, `${end}.${mac.slice(1)}`, `${end}.${'A'.repeat(40)}`, mac, end, ''];
    for (const answer of forged) expect(await isTaken(answer)).toBe(false);
  });

  it('is no token of a mail, though the same key makes both', async () => {
    const end = Math.floor(later(60).getTime() / 1000);
    expect(await isTaken(`${end}.${await macs.derive('password-reset:1')}`)).toBe(false);
  });
});
