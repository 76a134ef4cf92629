import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { passwordResetCompletedV1 } from '../../contracts/events/password-reset-completed.v1.ts';
import { userVerificationCompletedV1 } from '../../contracts/events/user-verification-completed.v1.ts';
import { type Claim, claimToken, releaseToken, useToken } from '../domain/mailed-tokens/actions.ts';
import { tokenNotValid } from '../domain/mailed-tokens/refusal.ts';
import type { MailedToken } from '../domain/mailed-tokens/token.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { Profile } from '../domain/profiles.ts';
import { accountKey } from '../domain/throttles/rules.ts';
import { writeTransaction } from '../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, journalEntry, type Operation } from '../platform/events/journal.ts';
import { claimPassword, forgive, releasePassword, setInitialPassword } from './claim.ts';
import type { SignOutAll } from './sign-out-all.ts';

/** One attempt to use a link. */
export interface Reset {
  readonly token: MailedToken;
  readonly profile: Profile;
  readonly claim: Claim;
}

export interface ResetStore {
  /** False when the token was used, is being used, or a newer password voids it. */
  claim(reset: Reset): Promise<boolean>;
  release(reset: Reset): Promise<void>;
  /** Uses the token up, ends all sessions and tells it. Refuses with token_not_valid when the claim is not ours any more. */
  complete(reset: Reset, operation: Operation): Promise<void>;
}

export interface ResetTables {
  readonly tokens: string;
  readonly users: string;
  readonly throttles: string;
  readonly journal: string;
}

/** Who reads the mails to an address has it: the link proves it as a verification would. */
function entriesOf({ token, profile }: Reset): readonly JournalEntry[] {
  const { userId, tokenId, email } = token;
  const proved = journalEntry(userVerificationCompletedV1, 'verified', { userId, tokenId, email });
  return [
    journalEntry(passwordResetCompletedV1, 'completed', { userId, tokenId, email }),
    ...(isVerified(profile) ? [] : [proved]),
  ];
}

export function resetStore(client: DynamoDBDocumentClient, tables: ResetTables, signOutAll: SignOutAll): ResetStore {
  const { tokens, users, throttles, journal } = tables;

  return {
    async claim({ token, claim }) {
      const actions = [claimToken(tokens, token, claim), claimPassword(users, token.userId, claim, token.createdAt)];
      return (await writeTransaction(client, actions)) === undefined;
    },

    async release({ token, claim }) {
      await writeTransaction(client, [releaseToken(tokens, token, claim), releasePassword(users, token.userId, claim)]);
    },

    complete: (reset, operation) =>
      signOutAll(reset.token.userId, 'password_reset', operation.at, async ({ at, actions, entries }) => {
        const { token, claim, profile } = reset;
        const conflict = await writeTransaction(client, [
          useToken(tokens, token, claim, at),
          setInitialPassword(users, token.userId, claim, at, !isVerified(profile)),
          forgive(throttles, accountKey(token.email)),
          forgive(throttles, accountKey(token.userId)),
          ...actions,
          ...journalActions(journal, { ...operation, at }, [...entriesOf(reset), ...entries]),
        ]);
        if (conflict !== undefined && conflict.index < 2) throw tokenNotValid();
        return conflict === undefined;
      }),
  };
}
