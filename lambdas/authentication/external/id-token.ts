import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import type { ExternalIssuer } from '../../../contracts/authentication.ts';
import { emailInput } from '../../../contracts/email.ts';
import { personName } from '../../../contracts/fields.ts';
import type { Clock } from '../../platform/clock.ts';
import { verifiedClaims } from '../../platform/jwt.ts';
import type { ExternalIdentity } from './identity.ts';

/** Whom an ID token of this provider speaks of; undefined when it is not right. Throws when the keys cannot be read. */
export type VerifyIdToken = (authType: string, idToken: string) => Promise<ExternalIdentity | undefined>;

/** An issuer, and where its public keys come from. */
export interface TrustedIssuer extends ExternalIssuer {
  readonly keys: JWTVerifyGetKey;
}

// What providers sign with. No HS256: our copy of the key is public, and anybody could sign with that.
const algorithms = ['RS256', 'ES256'];

/** `aud` may name several; a token that is for others, too, may have come to us from one of them. */
const claimsFor = (audience: string) =>
  z.object({
    sub: z.string().check(z.minLength(1), z.maxLength(255)),
    aud: z.union([z.literal(audience), z.tuple([z.literal(audience)])]),
    // Any form: who has no address of ours, or no proof of it, is told so and not that her token is wrong.
    email: z.catch(z.optional(emailInput), undefined),
    // Some providers, Apple among them, write it as text.
    email_verified: z.catch(z.optional(z.union([z.literal(true), z.literal('true')])), undefined),
    name: z.catch(z.optional(personName), undefined),
  });

/** Takes ID tokens of the configured issuers; a token that comes again within its life is taken again. */
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
