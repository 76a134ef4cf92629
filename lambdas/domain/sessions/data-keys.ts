import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Clock } from '../../platform/clock.ts';

/** Two keys of 256 bits: what is encrypted and what is signed never share one. */
export interface DataKey {
  /** The key as KMS encrypted it, base64; only KMS can open it. */
  readonly encrypted: string;
  readonly cipher: Uint8Array;
  readonly mac: Uint8Array;
}

export interface DataKeys {
  /** One to encrypt with. */
  current(): Promise<DataKey>;
  /** The one that was encrypted with. */
  of(encrypted: string): Promise<DataKey>;
}

const KEY_BYTES = 32;

// A key in memory opens the sessions of these minutes, so it stays neither long nor for many.
const TTL_MS = 300_000;
const MAX_USES = 1_000;
const MAX_ENTRIES = 100;

const split = (encrypted: string, plain: Uint8Array): DataKey => ({
  encrypted,
  cipher: plain.subarray(0, KEY_BYTES),
  mac: plain.subarray(KEY_BYTES, 2 * KEY_BYTES),
});

function twoKeys(encrypted: string, plain: Uint8Array | undefined): DataKey {
  if (plain?.length === 2 * KEY_BYTES) return split(encrypted, plain);
  throw new Error('KMS answered without a data key of 64 bytes');
}

interface Kept {
  readonly key: Promise<DataKey>;
  readonly since: number;
  uses: number;
}

/** Data keys under a KMS key, kept in memory for 5 minutes, and for 1,000 uses to encrypt: most calls ask KMS nothing. */
export function dataKeys(client: KMSClient, keyId: string, clock: Clock): DataKeys {
  const opened = new Map<string, Kept>();
  let latest: Kept | undefined;

  async function generate(): Promise<DataKey> {
    const command = new GenerateDataKeyCommand({ KeyId: keyId, NumberOfBytes: 2 * KEY_BYTES });
    const { CiphertextBlob, Plaintext } = await client.send(command);
    return twoKeys(Buffer.from(CiphertextBlob ?? []).toString('base64'), Plaintext);
  }

  async function open(encrypted: string): Promise<DataKey> {
    const CiphertextBlob = Buffer.from(encrypted, 'base64');
    const { Plaintext } = await client.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob }));
    return twoKeys(encrypted, Plaintext);
  }

  const isYoung = ({ since }: Kept): boolean => Math.abs(clock().getTime() - since) < TTL_MS;
  const keep = (key: Promise<DataKey>): Kept => ({ key, since: clock().getTime(), uses: 0 });

  /** Drops what is old, and the oldest where there are too many. */
  function makeRoom(): void {
    for (const [name, kept] of opened) if (!isYoung(kept) || opened.size >= MAX_ENTRIES) opened.delete(name);
  }

  function remember(encrypted: string, kept: Kept): Kept {
    makeRoom();
    opened.set(encrypted, kept);
    return kept;
  }

  async function make(): Promise<DataKey> {
    const key = await generate();
    remember(key.encrypted, keep(Promise.resolve(key)));
    return key;
  }

  function openOnce(encrypted: string): Kept {
    const kept = remember(encrypted, keep(open(encrypted)));
    kept.key.catch(() => opened.delete(encrypted));
    return kept;
  }

  return {
    async current() {
      if (latest === undefined || !isYoung(latest) || latest.uses >= MAX_USES) latest = keep(make());
      const used = latest;
      used.uses += 1;
      try {
        return await used.key;
      } catch (error) {
        if (latest === used) latest = undefined;
        throw error;
      }
    },
    async of(encrypted) {
      const known = opened.get(encrypted);
      return (known !== undefined && isYoung(known) ? known : openOnce(encrypted)).key;
    },
  };
}
