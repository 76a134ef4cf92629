/**
 * Stands in for parts of the SDK that a Lambda of ours never calls (lib/bundle-plugins.ts), one export for each:
 * they are named in classes and tables that are needed, so that no bundler can leave them out.
 */
const absent = (): never => {
  throw new Error('this part of the SDK is left out of the bundles; see lib/stubs/never-called.ts');
};

/** SHA-256 in JavaScript, for a Node without crypto. */
export class Sha256Js {
  constructor() {
    absent();
  }
}

/** Signs the headers of event streams; the signer makes one, and never asks it. */
export class HeaderFormatter {
  format = absent;
}

/** For AWS_RETRY_MODE=adaptive, which no stack sets. */
export class AdaptiveRetryStrategy {
  constructor() {
    absent();
  }
}

/** Asks an EC2 instance for its region; a Lambda's is in AWS_REGION. */
export const getInstanceMetadataRegion = absent;

/** Buckets' names in endpoints. */
export const resolveParamsForS3 = absent;
