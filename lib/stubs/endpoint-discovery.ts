/**
 * Replaces @aws-sdk/middleware-endpoint-discovery in every bundle (lib/bundle.ts). The DynamoDB client has it for
 * accounts that look their endpoint up first, which Rollcall does not do; it would count towards a 240 KB budget.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
