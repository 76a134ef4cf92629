import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { type Route, routes } from '../../contracts/api/routes.ts';
import type { Settings } from '../config.ts';
import type { RollcallFunction } from './function.ts';
import { addLogGroup } from './retention.ts';

export interface ApiProps {
  /** The function of a route's `handler`. */
  readonly functionOf: (handler: Route['handler']) => RollcallFunction;
  readonly authorizer: RollcallFunction;
  /** Answers every other path with 404, as problem+json like all of the API's errors. */
  readonly notFound: RollcallFunction;
  readonly settings: Settings;
}

// Cognito's default quota is 50 new users a second: more requests than that could only pile up.
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

// Ids and numbers only: no IP address, no query string, no user agent.
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  userId: '$context.authorizer.userId',
});

/** The HTTP API with the routes of contracts/api/routes.ts. All but the public ones invoke the authorizer. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, { functionOf, authorizer, notFound, settings }: ApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Http', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    this.url = this.addStage(settings).url;
    const routeAuthorizer = routeAuthorizerOf(authorizer);
    for (const route of routes) this.addRoute(route, functionOf(route.handler), routeAuthorizer);
    this.addCatchAll(notFound);
  }

  private addStage(settings: Settings): HttpStage {
    const logGroupName = `/aws/vendedlogs/http/${Stack.of(this).stackName}`;
    const logGroup = addLogGroup(this, settings, { logGroupName }, 'AccessLog');
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
  }

  private addRoute(route: Route, target: RollcallFunction, authorizer: IHttpRouteAuthorizer): void {
    const isPublic = route.permission === 'public';
    const httpRoute = new HttpRoute(this, route.operation, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration: new HttpLambdaIntegration(`${route.operation}Integration`, target.function),
      authorizer: isPublic ? new HttpNoneAuthorizer() : authorizer,
    });
    if (isPublic) acknowledgePublic(httpRoute, 'Public by the route table: it returns no personal data.');
  }

  private addCatchAll(target: RollcallFunction): void {
    const httpRoute = new HttpRoute(this, 'nowhere', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('nowhereIntegration', target.function),
      authorizer: new HttpNoneAuthorizer(),
    });
    acknowledgePublic(httpRoute, 'There is nothing to protect: it answers every request with 404.');
  }
}

const acknowledgePublic = (route: HttpRoute, reason: string): void =>
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });

/**
 * No identity source, and so no cache. The authorizer also gets requests without a token, so that the API itself
 * answers 401 as problem+json (docs/adr/0008), and a revoked permission is gone at the next request.
 */
const routeAuthorizerOf = (authorizer: RollcallFunction): IHttpRouteAuthorizer =>
  new HttpLambdaAuthorizer('Authorizer', authorizer.function, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
