/**
 * Replaces parts of the SDK that no function calls (lib/bundle-plugins.ts), one export for each. Code that is called
 * refers to them, so a bundler cannot leave them out.
 */
const absent = (): never => {
  throw new Error('this part of the SDK is left out of the bundles; see lib/stubs/never-called.ts');
};

/** SHA-256 in JavaScript, for runtimes without crypto. */
export class Sha256Js {
  constructor() {
    absent();
  }
}

/** Formats the headers of event streams; the signer creates one, and never calls it. */
export class HeaderFormatter {
  format = absent;
}

/** For AWS_RETRY_MODE=adaptive, which no stack sets. */
export class AdaptiveRetryStrategy {
  constructor() {
    absent();
  }
}

/** Reads the Region of an EC2 instance; a Lambda's is in AWS_REGION. */
export const getInstanceMetadataRegion = absent;

/** Bucket names in endpoints. */
export const resolveParamsForS3 = absent;
