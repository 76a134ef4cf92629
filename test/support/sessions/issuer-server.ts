import type { IncomingMessage } from 'node:http';
import type { ExternalIssuer } from '../../../contracts/authentication.ts';
import { listen } from '../fault-proxy/listen.ts';
import { aProvider, type Claims, type Provider, type Signing } from './external-issuer.ts';

export interface IssuerServer {
  readonly issuer: ExternalIssuer;
  stop(): Promise<void>;
}

/** What a test asks the provider to say, and how to sign it. */
export interface TokenRequest {
  readonly claims?: Claims | undefined;
  readonly signing?: Signing | undefined;
}

async function bodyOf(request: IncomingMessage): Promise<TokenRequest> {
  const deps: Buffer[] = [];
  for await (const part of request) deps.push(part as Buffer);
  return JSON.parse(Buffer.concat(deps).toString());
}

/** An OIDC provider on this machine: GET /keys is for Rollcall, and POST /token for tests, who have it say anything. */
export async function startIssuer(): Promise<IssuerServer> {
  let provider: Provider | undefined;
  const { url, stop } = await listen(async (request, response) => {
    if (request.url === '/keys') return response.end(JSON.stringify(provider?.publicKeys));
    const { claims, signing } = await bodyOf(request);
    return response.end(await provider?.idToken(claims, signing));
  });
  provider = await aProvider(url);
  return { issuer: provider.issuer, stop };
}
