import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { passwordChangedV1 } from '../../contracts/events/password-changed.v1.ts';
import type { Claim } from '../domain/mailed-tokens/actions.ts';
import type { Profile } from '../domain/profiles.ts';
import type { NewSession, OpenedSession, PoolTokens } from '../domain/sessions/open-session.ts';
import { accountKey, accountLimit, type Failures } from '../domain/throttles/rules.ts';
import { notBlockedSince } from '../domain/throttles/store.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import type { ApiRequest } from '../platform/api/request.ts';
import { writeTransaction } from '../platform/aws/transaction.ts';
import { Refusal } from '../platform/errors.ts';
import { journalActions, journalEntry } from '../platform/events/journal.ts';
import type { IdSource } from '../platform/ids.ts';
import { claimPassword, releasePassword, setInitialPassword } from './claim.ts';
import type { SignOutAll } from './sign-out-all.ts';

/** One attempt to change a password. */
export interface Change {
  readonly profile: Profile;
  /** Failed attempts as they were before this one. */
  readonly seen: Failures | undefined;
  readonly claim: Claim;
}

export interface ChangeStore {
  /** `busy` while the password is being changed otherwise, `blocked` where somebody guessed too often meanwhile. */
  claim(change: Change): Promise<'claimed' | 'busy' | 'blocked'>;
  release(change: Change): Promise<void>;
  /** Ends all sessions, tells it, and opens a new one; undefined where there are no tokens for one. */
  complete(
    change: Change,
    request: ApiRequest,
    tokens: PoolTokens | undefined,
    at: Date,
  ): Promise<ApiAnswer | undefined>;
}

interface ChangeStoreDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly users: string; readonly throttles: string; readonly journal: string };
  readonly signOutAll: SignOutAll;
  readonly open: (opening: NewSession) => Promise<OpenedSession>;
  readonly newId: IdSource;
}

const superseded = () =>
  new Refusal('unavailable', 'Your password was changed otherwise meanwhile. Log in again to see whether it is yours.');

export function changeStore({ client, tables, signOutAll, open, newId }: ChangeStoreDependencies): ChangeStore {
  const { users, throttles, journal } = tables;

  /** In the manner of the one that asked; a millisecond after all of them ended. */
  async function sessionFor({ actor, caller }: ApiRequest, tokens: PoolTokens | undefined, endedAt: Date) {
    if (tokens === undefined) return undefined;
    const at = new Date(endedAt.getTime() + 1);
    const mode = caller.via === 'cookie' ? 'cookie' : 'token';
    return open({ userId: caller.userId, method: 'password', mode, tokens, actor, at });
  }

  return {
    async claim({ profile, seen, claim }) {
      const guard = notBlockedSince(throttles, accountKey(profile.email), accountLimit, seen);
      const conflict = await writeTransaction(client, [guard, claimPassword(users, profile.userId, claim)]);
      if (conflict === undefined) return 'claimed';
      return conflict.index === 0 ? 'blocked' : 'busy';
    },

    async release({ profile, claim }) {
      await writeTransaction(client, [releasePassword(users, profile.userId, claim)]);
    },

    async complete({ profile: { userId, email }, claim }, request, tokens, from) {
      const operation = {
        id: newId(),
        correlationId: request.correlationId,
        causationId: request.requestId,
        actor: request.actor,
      };
      let opened: OpenedSession | undefined;
      await signOutAll(userId, 'password_changed', from, async ({ at, actions, entries }) => {
        opened = await sessionFor(request, tokens, at);
        const told = [journalEntry(passwordChangedV1, 'changed', { userId, email }), ...entries];
        const conflict = await writeTransaction(client, [
          setInitialPassword(users, userId, claim, at, false),
          ...actions,
          ...(opened ? [opened.action] : []),
          ...journalActions(journal, { ...operation, at }, told),
        ]);
        if (conflict?.index === 0) throw superseded();
        return conflict === undefined;
      });
      return opened?.answer;
    },
  };
}
