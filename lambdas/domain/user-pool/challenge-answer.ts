import { timingSafeEqual } from 'node:crypto';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import type { Clock } from '../../platform/clock.ts';

type Derive = Pick<Tokens, 'derive'>;

// From the answer to its check it is one call of Cognito; 60 s outlast its retries and a cold start.
const ANSWER_SECONDS = 60;

const SIGNED = /^(\d{10})\.([\w-]{40})$/;

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);

// The user and the end are part of what is signed: an answer is for one user, until then.
const macOf = (tokens: Derive, userId: string, end: string) => tokens.derive(`external-login:${userId}:${end}`);

/** What the pool's trigger takes for a right answer: `<end, epoch seconds>.<MAC>`. Only who may use the token key can make it. */
export async function challengeAnswer(tokens: Derive, userId: string, now: Date): Promise<string> {
  const end = String(secondsOf(now) + ANSWER_SECONDS);
  return `${end}.${await macOf(tokens, userId, end)}`;
}

/** Whether an answer is right, for this user, and not too late. */
export async function isRightAnswer(tokens: Derive, userId: string, answer: string, clock: Clock): Promise<boolean> {
  const [, end, mac] = SIGNED.exec(answer) ?? [];
  if (end === undefined || mac === undefined || Number(end) <= secondsOf(clock())) return false;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(await macOf(tokens, userId, end)));
}
