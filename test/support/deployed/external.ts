import { inject } from 'vitest';
import type { Claims, Signing } from '../sessions/external-issuer.ts';

const { issuerUrl } = inject('system');

/** The provider that the system under test trusts. */
export const AUTH_TYPE = 'acme';

/** A token of it that says this; undefined leaves a claim out. */
export async function idToken(claims: Claims, signing?: Signing): Promise<string> {
  // JSON knows no undefined.
  const said = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, value ?? null]));
  const body = JSON.stringify({ claims: said, signing });
  const answer = await fetch(`${issuerUrl}/token`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the provider answered ${answer.status}`);
  return answer.text();
}
