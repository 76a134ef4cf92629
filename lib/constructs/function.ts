import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type EnvironmentName, environments } from '../../contracts/internal/environment.ts';
import { bundleOf } from '../bundle.ts';
import type { Settings } from '../config.ts';
import type { FunctionSpec, Permissions } from '../functions/spec.ts';
import { addLogGroup } from './retention.ts';

/** Longer than two attempts of 3 s at a service that does not answer (lambdas/platform/aws/clients.ts). */
export const FUNCTION_TIMEOUT = Duration.seconds(10);

// The CPU share grows with memory, and a cold start is CPU time: 512 MB starts about twice as fast as 256 MB.
const MEMORY_MB = 512;

type Resource = keyof Permissions;

/** The variables and resources of a stack; each function gets only those that its entry point and its row list. */
export interface FunctionBindings {
  readonly settings: Settings;
  readonly environment: Readonly<Partial<Record<EnvironmentName, string>>>;
  /** Each resource's ARNs. */
  readonly arns: Readonly<Partial<Record<Resource, readonly string[]>>>;
}

// DynamoDB's tables and indexes are the rest.
const servicePrefixes: Partial<Record<Resource, string>> = {
  pool: 'cognito-idp',
  bus: 'events',
  machine: 'states',
  executions: 'states',
  tokenKey: 'kms',
  sessionKey: 'kms',
  sender: 'ses',
};

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`A function needs ${what}, which its stack does not provide.`);
  return value;
}

/** One statement per resource. */
const statementsOf = (permissions: Permissions, { arns }: FunctionBindings): PolicyStatement[] =>
  (Object.entries(permissions) as [Resource, readonly string[]][]).map(
    ([resource, actions]) =>
      new PolicyStatement({
        actions: actions.map((action) => `${servicePrefixes[resource] ?? 'dynamodb'}:${action}`),
        resources: [...required(arns[resource], `the resource ${resource}`)],
      }),
  );

const environmentOf = ({ entry }: FunctionSpec, { environment }: FunctionBindings): Record<string, string> =>
  Object.fromEntries(environments[entry].map((name) => [name, required(environment[name], `the variable ${name}`)]));

/**
 * A Lambda function from its row in lib/functions and its bundle in `.bundles`.
 * It has a role of its own, which allows what the row lists, and writing its own log and traces. No managed policy:
 * AWSLambdaBasicExecutionRole may create and write every log group of the account.
 */
export class RollcallFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly spec: FunctionSpec;

  constructor(scope: Construct, id: string, spec: FunctionSpec, bindings: FunctionBindings) {
    super(scope, id);
    this.spec = spec;
    const logGroup = addLogGroup(this, bindings.settings);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    for (const statement of statementsOf(spec.permissions, bindings)) this.role.addToPolicy(statement);
    this.function = new LambdaFunction(this, 'Function', {
      description: `lambdas/${spec.entry}.lambda.ts`,
      runtime: Runtime.NODEJS_24_X,
      // A fifth cheaper than x86_64; there is no native code.
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(spec.entry)),
      timeout: spec.timeoutSeconds ? Duration.seconds(spec.timeoutSeconds) : FUNCTION_TIMEOUT,
      memorySize: MEMORY_MB,
      role: this.role,
      logGroup,
      // Adds permission to send segments to the role, and nothing else.
      tracing: Tracing.ACTIVE,
      // No NODE_OPTIONS=--enable-source-maps: it costs 20 MB in every instance.
      environment: environmentOf(spec, bindings),
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resource-level permissions: sending segments and telemetry can be granted on * only.',
    });
  }
}
