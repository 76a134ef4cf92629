/**
 * Stands in for the SDK's reader of ~/.aws/config in every bundle (lib/bundle-plugins.ts): a Lambda has no such
 * file, and Node would load readline and more to look for it. The SDK takes this for absent files.
 */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
