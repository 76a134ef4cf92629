import type { Sealed, Vault } from './vault.ts';

/** A refresh token's parts; it is `<sessionId>.<generation>.<mac>`, and only its generation is stored. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly mac: string;
}

const FORM = /^[0-9a-f-]{36}\.\d{1,9}\.[\w-]{43}$/;

/** Undefined for what we cannot have made. */
export function readRefreshToken(text: string): RefreshToken | undefined {
  if (!FORM.test(text)) return undefined;
  const [sessionId = '', generation, mac = ''] = text.split('.');
  return { sessionId, generation: Number(generation), mac };
}

type Signed = Pick<RefreshToken, 'sessionId' | 'generation'>;
const messageOf = ({ sessionId, generation }: Signed): string => `refresh:${sessionId}:${generation}`;

/** The token of a generation, signed under the key of what the session keeps sealed. */
export async function refreshTokenOf(vault: Vault, signed: Signed, sealed: Sealed): Promise<string> {
  return `${signed.sessionId}.${signed.generation}.${await vault.sign(messageOf(signed), sealed)}`;
}

export const isOurs = (vault: Vault, token: RefreshToken, sealed: Sealed): Promise<boolean> =>
  vault.verify(token.mac, messageOf(token), sealed);
