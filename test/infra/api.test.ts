import { describe, expect, it } from 'vitest';
import { type Route, routes } from '../../contracts/api/routes.ts';
import { type FunctionName, functions } from '../../lib/functions/index.ts';
import { nameOf, templateOf } from './template.ts';

const app = templateOf('prod', 'App');
const httpRoutes = app.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
const routeNamed = (key: string) => httpRoutes.find(({ RouteKey }) => RouteKey === key);

function functionBehind(key: string): string {
  const target = nameOf(routeNamed(key)?.Target).replace('integrations/', '');
  const integration = app.ofType('AWS::ApiGatewayV2::Integration').find(({ id }) => id.startsWith(target));
  return nameOf(integration?.Properties.IntegrationUri).replace(/Function$/, '');
}

describe('the HTTP API', () => {
  it('has the routes of the route table, and one for every other path', () => {
    expect(httpRoutes.map(({ RouteKey }) => RouteKey).sort()).toEqual([...routes.map(keyOf), '$default'].sort());
  });

  it.each(routes.map((route) => [keyOf(route), route] as const))('invokes the handler of %s', (key, route) => {
    expect(functions[functionBehind(key) as FunctionName].entry).toBe(route.handler);
  });

  it.each(routes.filter(({ permission }) => permission !== 'public').map(keyOf))('authorizes %s', (key) => {
    expect(routeNamed(key)).toMatchObject({ AuthorizationType: 'CUSTOM' });
    expect(nameOf(routeNamed(key)?.AuthorizerId)).toBe('ApiHttpAuthorizer');
  });

  it.each([...routes.filter(({ permission }) => permission === 'public').map(keyOf), '$default'])(
    'does not authorize %s',
    (key) => {
      expect(routeNamed(key)).toMatchObject({ AuthorizationType: 'NONE' });
    },
  );

  it('invokes the authorizer at every request, with or without a token', () => {
    const [authorizer] = app.ofType('AWS::ApiGatewayV2::Authorizer');

    expect(authorizer?.Properties).toMatchObject({
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
      IdentitySource: [],
    });
  });

  it('limits the rate of requests', () => {
    const [stage] = app.ofType('AWS::ApiGatewayV2::Stage');

    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
  });

  it('logs ids and numbers only', () => {
    const [stage] = app.ofType('AWS::ApiGatewayV2::Stage');

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
