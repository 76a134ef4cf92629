import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { passwordResetRequestedV1 } from '../../../contracts/events/password-reset-requested.v1.ts';
import { userVerificationRequestedV1 } from '../../../contracts/events/user-verification-requested.v1.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { putToken } from './actions.ts';
import { endOfToken, type MailedToken, type MailedTokenPurpose, mailedTokenName } from './token.ts';

/** For whom a link is to be mailed, and what it lets her do. */
export interface NewToken extends Pick<MailedToken, 'tokenId' | 'userId' | 'email'> {
  readonly purpose: MailedTokenPurpose;
}

/** A token as it is written, and the event that has it mailed. */
export interface IssuedToken {
  readonly put: WriteAction;
  readonly entry: JournalEntry;
}

const events = { verification: userVerificationRequestedV1, 'password-reset': passwordResetRequestedV1 } as const;

/** Makes a token's item and its event, which the caller writes. Two calls of KMS. */
export function makeToken(tokens: Tokens, table: string) {
  return async ({ purpose, ...whose }: NewToken, at: Date): Promise<IssuedToken> => {
    const tokenHash = await tokens.hash(await tokens.derive(mailedTokenName(purpose, whose.tokenId)));
    const endsAt = endOfToken(purpose, at).toISOString();
    return {
      put: putToken(table, { tokenHash, purpose, ...whose, createdAt: at.toISOString(), endsAt }),
      entry: journalEntry(events[purpose], `${purpose}:requested`, { ...whose, expiresAt: endsAt }),
    };
  };
}

export interface IssueDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly tokens: string; readonly journal: string };
  readonly tokens: Tokens;
}

/** Has a link mailed, once an operation: false when an earlier one of that id did. */
export type IssueToken = (token: NewToken, operation: Operation) => Promise<boolean>;

export function issueToken({ client, tables, tokens }: IssueDependencies): IssueToken {
  const make = makeToken(tokens, tables.tokens);
  const once = (action: WriteAction): WriteAction =>
    action.Put ? { Put: { ...action.Put, ConditionExpression: 'attribute_not_exists(operationId)' } } : action;

  return async (token, operation) => {
    const { put, entry } = await make(token, operation.at);
    const rows = journalActions(tables.journal, operation, [entry]).map(once);
    return (await writeTransaction(client, [put, ...rows])) === undefined;
  };
}
