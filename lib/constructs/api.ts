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
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, routes } from '../../contracts/api/routes.ts';
import type { Settings } from '../config.ts';
import { removalPolicyOf, retentionOf } from './settings.ts';
import type { TaskFunction } from './task-function.ts';

export interface ApiProps {
  /** The function of a route's `handler`. */
  readonly functionOf: (handler: Route['handler']) => TaskFunction;
  readonly authorizer: TaskFunction;
  /** Answers at every other address: 404, as a problem like all of the API's errors. */
  readonly notFound: TaskFunction;
  readonly settings: Settings;
}

// Cognito creates 50 users a second by default: more requests than that could only pile up.
const THROTTLE = { rateLimit: 50, burstLimit: 100 };

// Ids and numbers only: no address, no query string, no user agent.
const accessLine = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  userId: '$context.authorizer.userId',
});

/** The HTTP API with the routes of contracts/api/routes.ts; all but the public ones ask the authorizer. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, { functionOf, authorizer, notFound, settings }: ApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Http', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    this.url = this.stage(settings).url;
    const guard = guardOf(authorizer);
    for (const route of routes) this.route(route, functionOf(route.handler), guard);
    this.catchAll(notFound);
  }

  private stage(settings: Settings): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/http/${Stack.of(this).stackName}`,
      retention: retentionOf(settings),
      removalPolicy: removalPolicyOf(settings),
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLine),
      },
    });
  }

  private route(route: Route, task: TaskFunction, guard: IHttpRouteAuthorizer): void {
    const isPublic = route.permission === 'public';
    const made = new HttpRoute(this, route.operation, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration: new HttpLambdaIntegration(`${route.operation}Integration`, task.function),
      authorizer: isPublic ? new HttpNoneAuthorizer() : guard,
    });
    if (isPublic) acknowledgePublic(made, 'Public by the route table: it tells nothing of anybody.');
  }

  private catchAll(task: TaskFunction): void {
    const made = new HttpRoute(this, 'nowhere', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('nowhereIntegration', task.function),
      authorizer: new HttpNoneAuthorizer(),
    });
    acknowledgePublic(made, 'There is nothing here to protect: it answers 404 to everybody.');
  }
}

const acknowledgePublic = (route: HttpRoute, reason: string): void =>
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });

/**
 * No identity source, and so no cache: the authorizer sees requests without a token, too, so that the API
 * itself answers 401 as a problem (docs/adr/0008), and authority taken away is gone at the next request.
 */
const guardOf = (authorizer: TaskFunction): IHttpRouteAuthorizer =>
  new HttpLambdaAuthorizer('Authorizer', authorizer.function, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
