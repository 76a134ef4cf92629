/**
 * Stands in for node:fs/promises in every bundle (lib/bundle.ts). Only the SDK imports it, to read
 * ~/.aws/config, which a Lambda does not have: Node would load readline and more for it at every start,
 * and the first call would look for the files. The SDK takes this for an absent file.
 */
export const readFile = (path: string): Promise<never> =>
  Promise.reject(new Error(`${path} is not read in a Lambda; see lib/stubs/configuration-files.ts`));
