/**
 * Replaces the SDK's reader of ~/.aws/config in every bundle (lib/bundle-plugins.ts): a Lambda has no such file, and
 * Node would load readline and more to look for it. The SDK treats these values as absent files.
 */
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });
