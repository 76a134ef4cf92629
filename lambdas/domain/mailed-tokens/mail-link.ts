import type { ApiRequest } from '../../platform/api/request.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Operation } from '../../platform/events/journal.ts';
import { derivedId, type IdSource } from '../../platform/ids.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { FindProfile, Profile } from '../profiles.ts';
import type { Admissions } from '../registration/admission.ts';
import type { IssueToken } from './issue.ts';
import type { MailedTokenPurpose } from './token.ts';

// Twice what the calls for a known address take on a bad day, so that the answer does not tell of them.
export const LINK_RESPONSE_MS = 600;

const MINUTE_MS = 60_000;

export interface MailLinkDependencies {
  readonly holderOf: Admissions['holderOf'];
  readonly profileOf: FindProfile;
  readonly issue: IssueToken;
  readonly clock: Clock;
  readonly newId: IdSource;
}

export interface WantedLink {
  readonly purpose: MailedTokenPurpose;
  readonly email: string;
  /** Whether this user gets such a link. */
  readonly isFor: (profile: Profile) => boolean;
}

/** Somebody's request for a link to an address, which is answered alike whatever becomes of it. */
export type MailLink = (request: ApiRequest, wanted: WantedLink) => Promise<void>;

/** One mail a minute of a purpose, so that nobody can fill another one's mailbox. */
const operationOf = (request: ApiRequest, purpose: MailedTokenPurpose, userId: string, at: Date): Operation => ({
  id: derivedId(`${purpose}:${userId}:${Math.floor(at.getTime() / MINUTE_MS)}`),
  correlationId: request.correlationId,
  causationId: request.requestId,
  actor: request.actor,
  at,
});

/** Throws only what tells nothing of the address: what fails after it was looked up is logged. */
export function mailLink({ holderOf, profileOf, issue, clock, newId }: MailLinkDependencies): MailLink {
  async function send(request: ApiRequest, userId: string, { purpose, email, isFor }: WantedLink): Promise<void> {
    const profile = await profileOf(userId);
    if (profile?.email !== email || !isFor(profile)) return;
    await issue({ purpose, tokenId: newId(), userId, email }, operationOf(request, purpose, userId, clock()));
  }

  return async (request, wanted) => {
    const holder = await holderOf(wanted.email);
    if (holder === undefined) return;
    await send(request, holder.userId, wanted).catch((error: unknown) => {
      logger.error('the link was not mailed', { purpose: wanted.purpose, ...errorFields(error) });
    });
  };
}
