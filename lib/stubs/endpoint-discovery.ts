/**
 * Stands in for @aws-sdk/middleware-endpoint-discovery in every bundle (lib/bundle.ts). The DynamoDB
 * client carries it for accounts that look their endpoint up first; Rollcall never does, and the
 * middleware with its cache is dead weight of a 240 KB budget.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
