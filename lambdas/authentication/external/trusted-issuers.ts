import * as z from 'zod/mini';
import { externalIssuer } from '../../../contracts/authentication.ts';
import { remoteKeys } from '../../platform/jwt.ts';
import type { TrustedIssuer } from './id-token.ts';

/** The issuers of the environment variable EXTERNAL_ISSUERS, each with its keys. Throws on anything else than a JSON list of them. */
export function trustedIssuers(text: string): readonly TrustedIssuer[] {
  const issuers = z.parse(z.array(externalIssuer), JSON.parse(text));
  return issuers.map((issuer) => ({ ...issuer, keys: remoteKeys(new URL(issuer.jwksUri)) }));
}
