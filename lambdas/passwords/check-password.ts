import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Profile } from '../domain/profiles.ts';
import { accountKey, accountLimit, type Failures, secondsBlocked, tooManyAttempts } from '../domain/throttles/rules.ts';
import type { CountFailure } from '../domain/throttles/store.ts';
import type { SignIns } from '../domain/user-pool/sign-in.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';

/** Answers the failures as they were before; refuses a wrong password, and whoever tried too often. */
export type CheckPassword = (profile: Profile, password: string) => Promise<Failures | undefined>;

interface CheckDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly throttlesTable: string;
  readonly signIn: SignIns['byPassword'];
  readonly countFailure: CountFailure;
  readonly clock: Clock;
}

const incorrect = () =>
  new Refusal('incorrect_password', 'Send the password that you log in with, or ask for a link to choose a new one.');
const silent = () =>
  new Refusal('unavailable', 'The identity provider did not answer. Nothing was changed; send the same request again.');

/** Counts as logging in does, and with it: who has somebody's session guesses no faster than who has not. */
export function checkPassword({
  client,
  throttlesTable,
  signIn,
  countFailure,
  clock,
}: CheckDependencies): CheckPassword {
  async function failuresOf(pk: string): Promise<Failures | undefined> {
    const command = new GetCommand({ TableName: throttlesTable, Key: { pk }, ConsistentRead: true });
    return (await client.send(command)).Item as Failures | undefined;
  }

  return async ({ userId, email }, password) => {
    const pk = accountKey(email);
    const seen = await failuresOf(pk);
    const wait = secondsBlocked(seen, accountLimit, clock());
    if (wait > 0) throw tooManyAttempts(wait);
    const answer = await signIn(userId, password);
    if ('tokens' in answer) return seen;
    if (answer.refused === 'unexpected_exception') throw silent();
    const counted = await countFailure(pk, clock());
    // Others guessed at the same time: what this one found out is not told.
    if (counted.failures > accountLimit.free) throw tooManyAttempts(secondsBlocked(counted, accountLimit, clock()));
    throw incorrect();
  };
}
