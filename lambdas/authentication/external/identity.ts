import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import { type ExternalIssuer, externalIssuer } from '../../../contracts/authentication.ts';
import { emailInput } from '../../../contracts/email.ts';
import * as events from '../../../contracts/events/definitions.ts';
import { personName } from '../../../contracts/fields.ts';
import { externalLinkKey, externalName } from '../../domain/external-links.ts';
import { IS_VERIFIED } from '../../domain/profiles.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../../platform/aws/dynamo.ts';
import { GetCommand, writeTransaction } from '../../platform/aws/dynamo.ts';
import { journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { remoteKeys, verifiedClaims } from '../../platform/jwt.ts';
import type { Clock } from '../../platform/runtime.ts';

/** A user of an external provider, by a valid ID token. */
export interface ExternalIdentity {
  readonly authType: string;
  /** The provider's own id of the user, `sub`; it never changes, as addresses do. */
  readonly externalId: string;
  /** Canonical; undefined where the provider has none, or has not verified it. */
  readonly email: string | undefined;
  /** The provider's name for the user, where it is one line of text. */
  readonly name: string | undefined;
}

/** An identity whose address the provider has verified. */
export type VerifiedIdentity = ExternalIdentity & { readonly email: string };

/** The identity in an ID token of this provider; undefined when the token is not valid. Throws when the keys cannot be read. */
export type VerifyIdToken = (authType: string, idToken: string) => Promise<ExternalIdentity | undefined>;

/** An issuer, and the source of its public keys. */
export interface TrustedIssuer extends ExternalIssuer {
  readonly keys: JWTVerifyGetKey;
}

/** The issuers of the environment variable EXTERNAL_ISSUERS, each with its keys. Throws when it is not a JSON list of issuers. */
export function trustedIssuers(text: string): readonly TrustedIssuer[] {
  const issuers = z.parse(z.array(externalIssuer), JSON.parse(text));
  return issuers.map((issuer) => ({ ...issuer, keys: remoteKeys(new URL(issuer.jwksUri)) }));
}

// The algorithms of providers. No HS256: our copy of the key is public, and any caller could sign with it.
const algorithms = ['RS256', 'ES256'];

/** A token with a further audience is refused: it may have been issued to another application and reused here. */
const claimsFor = (audience: string) =>
  z.object({
    sub: z.string().check(z.minLength(1), z.maxLength(255)),
    aud: z.union([z.literal(audience), z.tuple([z.literal(audience)])]),
    // Any form: a missing or unverified address has a refusal of its own, and does not make the token invalid.
    email: z.catch(z.optional(emailInput), undefined),
    // Some providers, Apple among them, write it as text.
    email_verified: z.catch(z.optional(z.union([z.literal(true), z.literal('true')])), undefined),
    name: z.catch(z.optional(personName), undefined),
  });

/** Accepts ID tokens of the configured issuers; a token that is sent again before it expires is accepted again. */
export function verifyIdToken(issuers: readonly TrustedIssuer[], clock: Clock): VerifyIdToken {
  return async (authType, idToken) => {
    const trusted = issuers.find((issuer) => issuer.authType === authType);
    if (trusted === undefined) return undefined;
    const { keys, issuer, audience } = trusted;
    const payload = await verifiedClaims(idToken, keys, { issuer, audience, algorithms, currentDate: clock() });
    const claims = z.safeParse(claimsFor(audience), payload).data;
    if (claims === undefined) return undefined;
    const { sub, email, email_verified, name } = claims;
    return { authType, externalId: sub, email: email_verified ? email : undefined, name };
  };
}

type IdentityName = Pick<ExternalIdentity, 'authType' | 'externalId'>;

/** The user of an external identity. */
interface ExternalLink {
  readonly userId: string;
}

export interface NewLink {
  readonly identity: IdentityName;
  readonly userId: string;
  readonly registrationId: string;
  /** The userId of a stored link whose user has been deleted: the new link replaces it. */
  readonly stale?: string | undefined;
}

export interface ExternalLinks {
  find(identity: IdentityName): Promise<ExternalLink | undefined>;
  /**
   * Links an identity to a user, with the event. False when the identity has a link by now, the user is being
   * deleted, or the user's address is not verified.
   */
  link(link: NewLink, operation: Operation): Promise<boolean>;
}

export interface LinkTables {
  readonly registrations: string;
  readonly users: string;
  readonly journal: string;
}

const putLink = (table: string, { identity, userId, registrationId, stale }: NewLink, at: Date): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...externalLinkKey(externalName(identity)), userId, registrationId, linkedAt: at.toISOString() },
    ConditionExpression: 'attribute_not_exists(pk) OR userId = :stale',
    ExpressionAttributeValues: { ':stale': stale ?? '' },
  },
});

/** The profile lists what a deletion removes. An unverified address may belong to another user, so it is not linked. */
const listOnProfile = (table: string, { identity, userId }: NewLink): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'ADD externalIdentities :names',
    ConditionExpression: `attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND ${IS_VERIFIED}`,
    ExpressionAttributeNames: { '#method': 'method' },
    ExpressionAttributeValues: { ':names': new Set([externalName(identity)]), ':admin': 'admin' },
  },
});

export function externalLinks(client: DynamoDBDocumentClient, tables: LinkTables): ExternalLinks {
  return {
    async find(identity) {
      const Key = externalLinkKey(externalName(identity));
      const command = new GetCommand({ TableName: tables.registrations, Key, ConsistentRead: true });
      return (await client.send(command)).Item as ExternalLink | undefined;
    },

    async link(link, operation) {
      const { userId, identity } = link;
      const { authType: provider, externalId } = identity;
      const entry = journalEntry(events.externalIdentityLinkedV1, 'linked', { userId, provider, externalId });
      const conflict = await writeTransaction(client, [
        putLink(tables.registrations, link, operation.at),
        listOnProfile(tables.users, link),
        ...journalActions(tables.journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}
