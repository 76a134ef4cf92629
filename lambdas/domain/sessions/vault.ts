import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from './data-keys.ts';

/** A secret as it is stored. */
export interface Sealed {
  /** The data key, encrypted by KMS, base64. */
  readonly key: string;
  /** Nonce, ciphertext and tag, base64. */
  readonly box: string;
}

/** Keeps secrets of sessions, each bound to its session, and signs under the same key. */
export interface Vault {
  seal(secret: string, sessionId: string): Promise<Sealed>;
  /** Throws when it was sealed for another session, or changed. */
  open(sealed: Sealed, sessionId: string): Promise<string>;
  /** A MAC of 43 characters under the key that `sealed` was sealed with. */
  sign(message: string, sealed: Sealed): Promise<string>;
  verify(mac: string, message: string, sealed: Sealed): Promise<boolean>;
}

const CIPHER = 'aes-256-gcm';
// GCM's own sizes. Random nonces are good for 2^32 secrets a key; a key is used a thousand times.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function vault(keys: DataKeys): Vault {
  const sign: Vault['sign'] = async (message, { key }) => {
    const { mac } = await keys.of(key);
    return createHmac('sha256', mac).update(message).digest('base64url');
  };

  return {
    sign,

    async seal(secret, sessionId) {
      const { cipher: key, encrypted } = await keys.current();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(sessionId));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return { key: encrypted, box: Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64') };
    },

    async open({ key: encrypted, box }, sessionId) {
      const { cipher: key } = await keys.of(encrypted);
      const bytes = Buffer.from(box, 'base64');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(sessionId)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },

    async verify(mac, message, sealed) {
      const right = Buffer.from(await sign(message, sealed));
      const sent = Buffer.from(mac);
      return sent.length === right.length && timingSafeEqual(sent, right);
    },
  };
}
