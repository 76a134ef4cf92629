import { ArnFormat, CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, type EventType } from '../../contracts/events/index.ts';
import { mailedEvents } from '../../contracts/mail.ts';
import type { ReconcileCommand } from '../../contracts/reconciliation.ts';
import { type Config, stackName } from '../config.ts';
import { Api } from '../constructs/api.ts';
import { Consumer } from '../constructs/consumer.ts';
import { type FunctionBindings, RollcallFunction } from '../constructs/function.ts';
import { JournalFeed } from '../constructs/journal-feed.ts';
import type { EventSource } from '../constructs/queues.ts';
import { Scheduled } from '../constructs/scheduled.ts';
import { Workflow, workflowTasks } from '../constructs/workflow.ts';
import { type FunctionName, functionNames, functions } from '../functions/index.ts';
import type { DataStack } from './data-stack.ts';

/** The consumers of the bus, and the types of their events; all types by default. */
const consumers: Readonly<Record<string, { target: FunctionName; types?: readonly EventType[] }>> = {
  Audit: { target: 'RecordEntry' },
  Logging: { target: 'LogEvent' },
  Mailer: { target: 'SendMail', types: mailedEvents },
  // After a sign-up the e-mail address counts once it is verified.
  Invitation: { target: 'AcceptInvitation', types: ['UserRegistered', 'UserVerificationCompleted'] },
  Verification: { target: 'RequestVerification', types: ['UserRegistered'] },
  Cache: {
    target: 'InvalidateCache',
    types: ['RoleAssignmentSucceeded', 'RoleRevocationSucceeded', 'PermissionGroupsSet'],
  },
  Sessions: {
    target: 'EndSessions',
    types: ['RoleRevocationSucceeded', 'UserDisabled', 'UserDeleted', 'AllSessionsRevoked'],
  },
};

const patternOf = (types?: readonly EventType[]): EventPattern => ({
  source: [EVENT_SOURCE],
  ...(types ? { detailType: [...types] } : {}),
});

/** Executions that ended without recording an outcome of their registration. */
const failedExecutionPattern = ({ stateMachineArn }: StateMachine): EventPattern => ({
  source: ['aws.states'],
  detailType: ['Step Functions Execution Status Change'],
  detail: { stateMachineArn: [stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
});

/** Functions, the workflow, the event sources and the API. */
export class AppStack extends Stack {
  readonly machine: StateMachine;
  readonly httpApi: HttpApi;
  readonly functions: ReadonlyMap<FunctionName, RollcallFunction>;
  /** By their names in the outputs: `Audit` has the queue `AuditQueue` and the dead-letter queue `AuditDlq`. */
  readonly eventSources = new Map<string, EventSource>();

  constructor(scope: Construct, config: Config, data: DataStack) {
    super(scope, stackName(config.stage, 'App'), { description: 'Rollcall: functions, workflow, consumers, API.' });
    const created = new Map<FunctionName, RollcallFunction>();
    this.functions = created;
    const addFunction = (name: FunctionName, bindings: FunctionBindings) =>
      created.set(name, new RollcallFunction(this, name, functions[name], bindings));

    // The other functions need the ARN of the state machine, which needs its tasks.
    for (const name of workflowTasks) addFunction(name, data.bindings);
    const functionNamed = (name: FunctionName) => this.functionNamed(name);
    const { machine } = new Workflow(this, 'RegisterUser', { bus: data.bus, functionNamed, settings: config });
    const bindings = this.withMachine(data.bindings, machine);
    for (const name of functionNames.filter((other) => !created.has(other))) addFunction(name, bindings);

    this.addConsumers(data, config);
    this.addRecovery(machine, config);
    this.addReconciliation(config);
    this.machine = machine;
    this.httpApi = this.addApi(config);
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
  }

  private functionNamed(name: FunctionName): RollcallFunction {
    const existing = this.functions.get(name);
    if (existing === undefined) throw new Error(`The function ${name} does not exist yet.`);
    return existing;
  }

  private functionOf(entry: string): RollcallFunction {
    const name = functionNames.find((candidate) => functions[candidate].entry === entry);
    if (name === undefined) throw new Error(`lib/functions lacks ${entry}, which contracts/api/routes.ts names.`);
    return this.functionNamed(name);
  }

  private withMachine({ environment, arns, settings }: FunctionBindings, machine: StateMachine): FunctionBindings {
    const executions = this.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return {
      settings,
      environment: { ...environment, STATE_MACHINE_ARN: machine.stateMachineArn },
      arns: { ...arns, machine: [machine.stateMachineArn], executions: [executions] },
    };
  }

  private addEventSource(name: string, source: EventSource): void {
    this.eventSources.set(name, source);
    if (source.queue) new CfnOutput(this, `${name}Queue`, { value: source.queue.queueUrl });
    new CfnOutput(this, `${name}Dlq`, { value: source.deadLetterQueue.queueUrl });
  }

  private addConsumers({ tables, bus }: DataStack, settings: Config): void {
    const publisher = this.functionNamed('PublishJournal');
    const journal = tables.all.journal;
    this.addEventSource('Journal', new JournalFeed(this, 'Journal', { journal, publisher, settings }));
    for (const [name, { target, types }] of Object.entries(consumers)) {
      const props = { bus, pattern: patternOf(types), target: this.functionNamed(target), settings };
      this.addEventSource(name, new Consumer(this, name, props));
    }
  }

  /** Finishes registrations whose execution failed: at once by its event, and by the sweeper if that is lost. */
  private addRecovery(machine: StateMachine, settings: Config): void {
    const finish = {
      pattern: failedExecutionPattern(machine),
      target: this.functionNamed('FinishRegistration'),
      settings,
    };
    this.addEventSource('Finish', new Consumer(this, 'Finish', finish));
    const sweep = { every: Duration.minutes(1), target: this.functionNamed('SweepRegistrations'), settings };
    this.acknowledgeExecutions(sweep.target, machine);
    this.addEventSource('Sweep', new Scheduled(this, 'Sweep', sweep));
  }

  /** Reconciles the user pool with the database once a day. An hourly tick continues an unfinished pass. */
  private addReconciliation(settings: Config): void {
    const target = this.functionNamed('Reconcile');
    const input = { action: 'tick' } satisfies Partial<ReconcileCommand>;
    const reconcile = { every: Duration.hours(1), target, settings, input };
    this.addEventSource('Reconciliation', new Scheduled(this, 'Reconciliation', reconcile));
    new CfnOutput(this, 'ReconcileFunction', { value: target.function.functionName });
  }

  private acknowledgeExecutions(sweeper: RollcallFunction, machine: StateMachine): void {
    const name = this.getLogicalId(machine.node.defaultChild as CfnStateMachine);
    const place = '<AWS::Region>:<AWS::AccountId>';
    Validations.of(sweeper).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:${place}:execution:<${name}.Name>:*]`,
      reason: 'Executions of this one machine: their names are registration ids, most of which do not exist yet.',
    });
  }

  private addApi(settings: Config): HttpApi {
    const { api, url } = new Api(this, 'Api', {
      functionOf: (handler) => this.functionOf(handler),
      authorizer: this.functionNamed('Authorizer'),
      notFound: this.functionNamed('HealthApi'),
      settings,
    });
    new CfnOutput(this, 'ApiId', { value: api.apiId });
    new CfnOutput(this, 'ApiUrl', { value: url });
    return api;
  }
}
