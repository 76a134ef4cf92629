import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type EnvironmentName, environmentNames } from '../../../contracts/internal/environment.ts';
import { tables } from '../../../contracts/internal/tables.ts';
import type { ApiEvent } from '../../../lambdas/platform/api/endpoint.ts';

export type Handler = (event: ApiEvent, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

const ISSUER = { authType: 'firebase', issuer: 'https://id.example', audience: 'rollcall' };

const special: Partial<Record<EnvironmentName, string>> = {
  SESSION_COOKIE: 'rollcall',
  APP_URL: 'https://app.example.com',
  USER_POOL_ID: 'eu-central-1_pool',
};

const tableOf = (name: string): string =>
  Object.keys(tables).find((table) => name === `${table.toUpperCase()}_TABLE`) ?? name;

/** The environment of every function, with the database's own names of tables, and AWS at `endpoint`. */
export const environmentAt = (endpoint: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(environmentNames.map((name) => [name, special[name] ?? tableOf(name)])),
  EXTERNAL_ISSUERS: JSON.stringify([{ ...ISSUER, jwksUri: `${endpoint}/keys` }]),
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

/** An entry point as Lambda loads it, by its path below lambdas/; reads the environment while it loads. */
export async function handlerOf(entry: string): Promise<Handler> {
  const { handler } = (await import(new URL(`../../../lambdas/${entry}.lambda.ts`, import.meta.url).href)) as {
    readonly handler: Handler;
  };
  return handler;
}
