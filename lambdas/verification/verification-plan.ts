import { userVerificationCompletedV1 } from '../../contracts/events/user-verification-completed.v1.ts';
import { type Claim, useToken } from '../domain/mailed-tokens/actions.ts';
import type { IssuedToken, NewToken } from '../domain/mailed-tokens/issue.ts';
import type { MailedToken } from '../domain/mailed-tokens/token.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { Profile } from '../domain/profiles.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import { journalActions, journalEntry, type Operation } from '../platform/events/journal.ts';
import type { IdSource } from '../platform/ids.ts';

interface Verification {
  readonly token: MailedToken;
  readonly claim: Claim;
  readonly profile: Profile;
  readonly operation: Operation;
}

interface PlanDependencies {
  readonly tables: { readonly tokens: string; readonly users: string; readonly journal: string };
  readonly makeToken: (token: NewToken, at: Date) => Promise<IssuedToken>;
  readonly newId: IdSource;
}

/** What a verification writes; the token's end is action 0. */
export type PlanVerification = (verification: Verification) => Promise<readonly WriteAction[]>;

/** Fails where somebody was faster, or she is being deleted: read her again. */
const markVerified = (table: string, userId: string, at: Date): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'SET emailVerifiedAt = :at',
    ConditionExpression:
      'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND attribute_not_exists(emailVerifiedAt)',
    ExpressionAttributeValues: { ':at': at.toISOString() },
  },
});

export function planVerification({ tables, makeToken, newId }: PlanDependencies): PlanVerification {
  /** Signing up did not get as far as her password: with the same mail she may choose one. */
  async function passwordLink({ userId, email, passwordSetAt }: Profile, at: Date): Promise<readonly IssuedToken[]> {
    if (passwordSetAt !== undefined) return [];
    return [await makeToken({ purpose: 'password-reset', tokenId: newId(), userId, email }, at)];
  }

  return async ({ token, claim, profile, operation }) => {
    const { userId, email, tokenId } = token;
    const used = useToken(tables.tokens, token, claim, operation.at);
    // An earlier link has verified her: this one is used up, and tells nothing new.
    if (isVerified(profile)) return [used];
    const links = await passwordLink(profile, operation.at);
    const entries = [
      journalEntry(userVerificationCompletedV1, 'completed', { userId, tokenId, email }),
      ...links.map(({ entry }) => entry),
    ];
    return [
      used,
      markVerified(tables.users, userId, operation.at),
      ...links.map(({ put }) => put),
      ...journalActions(tables.journal, operation, entries),
    ];
  };
}
