import * as events from '../../../contracts/events/definitions.ts';
import type { ApiRequest } from '../../platform/api/endpoint.ts';
import { type DynamoDBDocumentClient, type WriteAction, writeTransaction } from '../../platform/aws/dynamo.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import type { JournalEntry, Operation } from '../../platform/events/journal.ts';
import { journalActions, journalEntry, requestOperation } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import { type Clock, derivedId, type IdSource } from '../../platform/runtime.ts';
import type { FindProfile, Profile } from '../profiles.ts';
import type { Admissions } from '../registration/workflow.ts';
import { expiryOf, type MailedToken, type MailedTokenPurpose, mailedTokenName, putToken } from './token.ts';

/** The user who gets a link, and what the link permits. */
export type NewToken = Pick<MailedToken, 'tokenId' | 'userId' | 'email' | 'purpose'>;

/** A token's write, and the event that has it mailed. */
export interface IssuedToken {
  readonly put: WriteAction;
  readonly entry: JournalEntry;
}

const requestedEvents = {
  verification: events.userVerificationRequestedV1,
  'password-reset': events.passwordResetRequestedV1,
} as const;

/** Makes a token's item and its event, which the caller writes. Two calls of KMS. */
export function makeToken(tokens: Tokens, table: string) {
  return async ({ purpose, ...token }: NewToken, at: Date): Promise<IssuedToken> => {
    const tokenHash = await tokens.hash(await tokens.derive(mailedTokenName(purpose, token.tokenId)));
    const endsAt = expiryOf(purpose, at).toISOString();
    return {
      put: putToken(table, { tokenHash, purpose, ...token, createdAt: at.toISOString(), endsAt }),
      entry: journalEntry(requestedEvents[purpose], `${purpose}:requested`, { ...token, expiresAt: endsAt }),
    };
  };
}

export interface IssueDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly tokens: string; readonly journal: string };
  readonly tokens: Tokens;
}

/** Writes a token and the event that has it mailed, once an operation: false when an earlier one with that id did. */
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

// Twice the time of the calls for a known address on a bad day, so that the response time does not reveal them.
export const LINK_RESPONSE_MS = 600;

const MINUTE_MS = 60_000;

export interface MailLinkDependencies {
  readonly holderOf: Admissions['holderOf'];
  readonly profileOf: FindProfile;
  readonly issue: IssueToken;
  readonly clock: Clock;
  readonly newId: IdSource;
}

export interface LinkRequest {
  readonly purpose: MailedTokenPurpose;
  readonly email: string;
  /** Whether this user gets such a link. */
  readonly isFor: (profile: Profile) => boolean;
}

/** Mails a link to an address, if it belongs to a user who may have one. The outcome is the same for every address. */
export type MailLink = (request: ApiRequest, link: LinkRequest) => Promise<void>;

/** Throws only before the address is looked up: a later failure would reveal it, and is logged instead. */
export function mailLink({ holderOf, profileOf, issue, clock, newId }: MailLinkDependencies): MailLink {
  async function send(request: ApiRequest, userId: string, { purpose, email, isFor }: LinkRequest): Promise<void> {
    const profile = await profileOf(userId);
    if (profile?.email !== email || !isFor(profile)) return;
    const at = clock();
    // One mail a minute of a purpose, so that no caller can fill a mailbox.
    const operationId = derivedId(`${purpose}:${userId}:${Math.floor(at.getTime() / MINUTE_MS)}`);
    await issue({ purpose, tokenId: newId(), userId, email }, requestOperation(request, operationId, at));
  }

  return async (request, link) => {
    const holder = await holderOf(link.email);
    if (holder === undefined) return;
    await send(request, holder.userId, link).catch((error: unknown) => {
      logger.error('the link was not mailed', { purpose: link.purpose, ...errorFields(error) });
    });
  };
}
