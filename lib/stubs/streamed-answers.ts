/**
 * Replaces Node's streams in middy (lib/bundle-plugins.ts): it needs them for streamed responses, which no handler
 * returns, and Node would load all web streams at every cold start.
 */
const absent = (): never => {
  throw new Error('streamed answers are left out of the bundles; see lib/stubs/streamed-answers.ts');
};

export const pipeline = absent;
export const Readable = { from: absent };
export class ReadableStream {}
