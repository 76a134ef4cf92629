import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Clock } from '../../platform/runtime.ts';
import { ttlCache } from '../../platform/ttl-cache.ts';

/** Two keys of 256 bits: encryption and signatures never share one. */
export interface DataKey {
  /** The key as KMS encrypted it, base64; only KMS can decrypt it. */
  readonly encrypted: string;
  readonly cipher: Uint8Array;
  readonly mac: Uint8Array;
}

export interface DataKeys {
  /** The key for new secrets. */
  current(): Promise<DataKey>;
  decrypt(encrypted: string): Promise<DataKey>;
}

const KEY_BYTES = 32;

// A key in memory decrypts the secrets of these minutes, so it is cached neither long nor for many.
const TTL_MS = 300_000;
const MAX_USES = 1_000;
const MAX_ENTRIES = 100;

function dataKeyOf(encrypted: string, plain: Uint8Array | undefined): DataKey {
  if (plain?.length !== 2 * KEY_BYTES) throw new Error('KMS answered without a data key of 64 bytes');
  return { encrypted, cipher: plain.subarray(0, KEY_BYTES), mac: plain.subarray(KEY_BYTES) };
}

/** Data keys under a KMS key, cached for 5 minutes, and for 1,000 encryptions: most calls need no call of KMS. */
export function dataKeys(client: KMSClient, keyId: string, clock: Clock): DataKeys {
  const cache = ttlCache<Promise<DataKey>>({ ttlMs: TTL_MS, maxEntries: MAX_ENTRIES, clock });
  const latest = ttlCache<{ readonly key: Promise<DataKey>; uses: number }>({ ttlMs: TTL_MS, maxEntries: 1, clock });

  async function generate(): Promise<DataKey> {
    const command = new GenerateDataKeyCommand({ KeyId: keyId, NumberOfBytes: 2 * KEY_BYTES });
    const { CiphertextBlob, Plaintext } = await client.send(command);
    const key = dataKeyOf(Buffer.from(CiphertextBlob ?? []).toString('base64'), Plaintext);
    cache.set(key.encrypted, Promise.resolve(key));
    return key;
  }

  async function decrypt(encrypted: string): Promise<DataKey> {
    const CiphertextBlob = Buffer.from(encrypted, 'base64');
    const { Plaintext } = await client.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob }));
    return dataKeyOf(encrypted, Plaintext);
  }

  function latestOrNew(): { readonly key: Promise<DataKey>; uses: number } {
    const cached = latest.get(keyId);
    if (cached !== undefined && cached.uses < MAX_USES) return cached;
    const entry = { key: generate(), uses: 0 };
    latest.set(keyId, entry);
    return entry;
  }

  return {
    async current() {
      const entry = latestOrNew();
      entry.uses += 1;
      try {
        return await entry.key;
      } catch (error) {
        if (latest.peek(keyId) === entry) latest.delete(keyId);
        throw error;
      }
    },
    async decrypt(encrypted) {
      const cached = cache.get(encrypted);
      if (cached !== undefined) return cached;
      const key = decrypt(encrypted);
      cache.set(encrypted, key);
      key.catch(() => cache.delete(encrypted));
      return key;
    },
  };
}

/** A secret as it is stored. */
export interface EncryptedSecret {
  /** The data key, encrypted by KMS, base64. */
  readonly key: string;
  /** Nonce, ciphertext and tag, base64. */
  readonly box: string;
}

/** Envelope encryption of sessions' secrets, each bound to its session, and signatures under the same data key. */
export interface EnvelopeEncryption {
  encrypt(secret: string, sessionId: string): Promise<EncryptedSecret>;
  /** Throws when the secret was encrypted for another session, or changed. */
  decrypt(secret: EncryptedSecret, sessionId: string): Promise<string>;
  /** A MAC of 43 characters under the data key of `secret`. */
  sign(message: string, secret: EncryptedSecret): Promise<string>;
  verify(mac: string, message: string, secret: EncryptedSecret): Promise<boolean>;
}

const CIPHER = 'aes-256-gcm';
// GCM's own sizes. Random nonces are safe for 2^32 secrets a key; a key is used a thousand times.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function envelopeEncryption(keys: DataKeys): EnvelopeEncryption {
  const sign: EnvelopeEncryption['sign'] = async (message, { key }) => {
    const { mac } = await keys.decrypt(key);
    return createHmac('sha256', mac).update(message).digest('base64url');
  };

  return {
    sign,

    async encrypt(secret, sessionId) {
      const { cipher: key, encrypted } = await keys.current();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(sessionId));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { key: encrypted, box: Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64') };
    },

    async decrypt({ key: encrypted, box }, sessionId) {
      const { cipher: key } = await keys.decrypt(encrypted);
      const bytes = Buffer.from(box, 'base64');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(sessionId)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },

    async verify(mac, message, secret) {
      const expected = Buffer.from(await sign(message, secret));
      const actual = Buffer.from(mac);
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}
