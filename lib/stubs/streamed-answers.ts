/**
 * Stands in for Node's streams where middy imports them (lib/bundle-plugins.ts): it wants them for answers that are
 * streamed, which no handler gives, and Node would load all of the web's streams at every start.
 */
const absent = (): never => {
  throw new Error('streamed answers are left out of the bundles; see lib/stubs/streamed-answers.ts');
};

export const pipeline = absent;
export const Readable = { from: absent };
export class ReadableStream {}
