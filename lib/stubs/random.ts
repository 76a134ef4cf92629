import { randomFillSync, randomUUID } from 'node:crypto';

/**
 * Replaces WebCrypto's random numbers in the SDK and uuid (lib/bundle-plugins.ts) by those of node:crypto: loading
 * WebCrypto takes 3 ms of every cold start.
 */
export const getRandomValues = randomFillSync;

/** The SDK's source of idempotency tokens and invocation ids. */
export const bindV4 = () => randomUUID;

const bytes = new Uint8Array(16);
export default () => randomFillSync(bytes);
