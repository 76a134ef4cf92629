import { timingSafeEqual } from 'node:crypto';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import type { Clock } from '../../platform/runtime.ts';

type Derive = Pick<Tokens, 'derive'>;

// Between making and checking the answer lies one call of Cognito; 60 s cover its retries and a cold start.
const ANSWER_SECONDS = 60;

const SIGNED = /^(\d{10})\.([\w-]{40})$/;

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);

// The MAC covers the user and the end: an answer is valid for one user, until then.
const macOf = (tokens: Derive, userId: string, end: string) => tokens.derive(`external-login:${userId}:${end}`);

/** The answer that the pool's trigger accepts: `<end, epoch seconds>.<MAC>`. Only a holder of the token key can make it. */
export async function challengeAnswer(tokens: Derive, userId: string, now: Date): Promise<string> {
  const end = String(secondsOf(now) + ANSWER_SECONDS);
  return `${end}.${await macOf(tokens, userId, end)}`;
}

/** Whether an answer is valid for this user and has not expired. */
export async function isValidAnswer(tokens: Derive, userId: string, answer: string, clock: Clock): Promise<boolean> {
  const [, end, mac] = SIGNED.exec(answer) ?? [];
  if (end === undefined || mac === undefined || Number(end) <= secondsOf(clock())) return false;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(await macOf(tokens, userId, end)));
}
