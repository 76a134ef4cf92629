import type { BenchSystem } from '../system.ts';
import type { Account } from './accounts.ts';
import { send, type TimedAnswer } from './send.ts';

/** A login through the API. Throws where it is refused. */
export async function logIn(
  { outputs }: BenchSystem,
  { email, password }: Account,
  mode: 'token' | 'cookie' = 'token',
): Promise<TimedAnswer> {
  const answer = await send('POST', `${outputs.apiUrl}/v1/auth/login`, { body: { email, password, mode } });
  if (answer.status !== 200) throw new Error(`a login answered ${answer.status}: ${answer.body}`);
  return answer;
}
