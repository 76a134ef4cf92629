import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';

/**
 * Tokens of mailed links: MACs under a KMS key. A function that may use the key derives a token again from its
 * purpose, so that no token is stored, logged or published (docs/adr/0009).
 */
export interface Tokens {
  /** The token for a purpose, such as `invitation:<id>:1`: 40 characters of base64url, 240 bits. */
  derive(purpose: string): Promise<string>;
  /** The keyed hash of a token, base64url, which may be stored. */
  hash(token: string): Promise<string>;
}

// Contracts.md's limit for tokens; a MAC has 43 characters of base64url.
const TOKEN_LENGTH = 40;

export function tokens(client: KMSClient, keyId: string): Tokens {
  async function mac(message: string): Promise<string> {
    const command = new GenerateMacCommand({
      KeyId: keyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: new TextEncoder().encode(message),
    });
    const { Mac: bytes } = await client.send(command);
    if (bytes === undefined) throw new Error('KMS answered without a MAC');
    return Buffer.from(bytes).toString('base64url');
  }

  return {
    derive: async (purpose) => (await mac(purpose)).slice(0, TOKEN_LENGTH),
    // The prefix keeps the two uses apart: no token is ever another one's hash.
    hash: (token) => mac(`hash:${token}`),
  };
}
