import { Duration, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environments } from '../../contracts/internal/environment.ts';
import { bundleOf } from '../bundle.ts';
import type { FunctionSpec } from '../functions/spec.ts';
import { environmentOf, type FunctionBindings, statementsOf } from './function-bindings.ts';
import { removalPolicyOf, retentionOf } from './settings.ts';

/** Outlasts two tries of 3 s against a hanging service (lambdas/platform/aws/settings.ts). */
export const FUNCTION_TIMEOUT = Duration.seconds(10);

// A CPU share grows with memory, and starting is CPU: 512 MB starts about twice as fast as 256.
const MEMORY_MB = 512;

/**
 * A Lambda function from its row in lib/functions/index.ts and its bundle in `.bundles`.
 * Its role is its own and holds what the row says, and to write its own log and traces; no managed policy,
 * because AWSLambdaBasicExecutionRole may create and write every log group of the account.
 */
export class TaskFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, spec: FunctionSpec, bindings: FunctionBindings) {
    super(scope, id);
    const { settings } = bindings;
    const logGroup = new LogGroup(this, 'Log', {
      retention: retentionOf(settings),
      removalPolicy: removalPolicyOf(settings),
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    for (const statement of statementsOf(spec.permissions, bindings)) this.role.addToPolicy(statement);
    this.function = new LambdaFunction(this, 'Function', {
      description: `lambdas/${spec.entry}.lambda.ts`,
      runtime: Runtime.NODEJS_24_X,
      // A fifth cheaper than x86_64; nothing here is native code.
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleOf(spec.entry)),
      timeout: spec.timeoutSeconds ? Duration.seconds(spec.timeoutSeconds) : FUNCTION_TIMEOUT,
      memorySize: MEMORY_MB,
      role: this.role,
      logGroup,
      // Adds to the role the right to send segments, and nothing else.
      tracing: Tracing.ACTIVE,
      // No NODE_OPTIONS=--enable-source-maps: it costs 20 MB in every instance.
      environment: { ...environmentOf(environments[spec.entry], bindings) },
    });
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray knows no resources: sending segments and their telemetry can be granted on * only.',
    });
  }
}
