import { randomFillSync, randomUUID } from 'node:crypto';

/**
 * Stands in where the SDK and uuid take random numbers from the web's crypto (lib/bundle-plugins.ts): Node would
 * load WebCrypto for it at every start, 3 ms. These are the same numbers, from node:crypto.
 */
export const getRandomValues = randomFillSync;

/** What the SDK makes idempotency tokens and invocation ids with. */
export const bindV4 = () => randomUUID;

const bytes = new Uint8Array(16);
export default () => randomFillSync(bytes);
