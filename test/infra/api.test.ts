import { describe, expect, it } from 'vitest';
import { type Route, routes } from '../../contracts/api/routes.ts';
import { type FunctionName, functions } from '../../lib/functions/index.ts';
import { nameOf, templateOf } from './template.ts';

const app = templateOf('prod', 'App');
const made = app.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
const routeNamed = (key: string) => made.find(({ RouteKey }) => RouteKey === key);

function functionBehind(key: string): string {
  const target = nameOf(routeNamed(key)?.Target).replace('integrations/', '');
  const integration = app.ofType('AWS::ApiGatewayV2::Integration').find(({ id }) => id.startsWith(target));
  return nameOf(integration?.Properties.IntegrationUri).replace(/Function$/, '');
}

describe('the HTTP API', () => {
  it('has the routes of the table, and one for every other address', () => {
    expect(made.map(({ RouteKey }) => RouteKey).sort()).toEqual([...routes.map(keyOf), '$default'].sort());
  });

  it.each(routes.map((route) => [keyOf(route), route] as const))('sends %s to its handler', (key, route) => {
    expect(functions[functionBehind(key) as FunctionName].entry).toBe(route.handler);
  });

  it.each(routes.filter(({ permission }) => permission !== 'public').map(keyOf))('guards %s', (key) => {
    expect(routeNamed(key)).toMatchObject({ AuthorizationType: 'CUSTOM' });
    expect(nameOf(routeNamed(key)?.AuthorizerId)).toBe('ApiHttpAuthorizer');
  });

  it.each([...routes.filter(({ permission }) => permission === 'public').map(keyOf), '$default'])('opens %s', (key) => {
    expect(routeNamed(key)).toMatchObject({ AuthorizationType: 'NONE' });
  });

  it('asks the authorizer at every request, with a token or without', () => {
    const [authorizer] = app.ofType('AWS::ApiGatewayV2::Authorizer');

    expect(authorizer?.Properties).toMatchObject({
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: [],
    });
  });

  it('throttles, and logs ids only', () => {
    const [stage] = app.ofType('AWS::ApiGatewayV2::Stage');

    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
    expect(Object.keys(JSON.parse(stage?.Properties.AccessLogSettings.Format))).toEqual([
      'requestId',
      'time',
      'routeKey',
      'status',
      'latency',
      'userId',
    ]);
  });
});
