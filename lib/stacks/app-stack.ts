import { ArnFormat, CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, type EventType } from '../../contracts/events/index.ts';
import { mailedEvents } from '../../contracts/mail.ts';
import type { ReconcileCommand } from '../../contracts/reconciliation.ts';
import { type Config, stackName } from '../config.ts';
import { Api } from '../constructs/api.ts';
import { Consumer } from '../constructs/consumer.ts';
import type { FunctionBindings } from '../constructs/function-bindings.ts';
import { JournalFeed } from '../constructs/journal-feed.ts';
import { Scheduled } from '../constructs/scheduled.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import { type FunctionName, functions } from '../functions/index.ts';
import type { DataStack } from './data-stack.ts';

const workflowTasks = [
  'ReserveRegistration',
  'CreateUser',
  'AssignRoles',
  'DeferRoles',
  'RollBackUser',
  'RecordRollbackFailure',
] as const satisfies readonly FunctionName[];

/** Who gets which events; all of them where no types are named. */
const consumers: Readonly<Record<string, { task: FunctionName; types?: readonly EventType[] }>> = {
  Audit: { task: 'RecordEntry' },
  Logging: { task: 'LogEvent' },
  Mailer: { task: 'SendMail', types: mailedEvents },
  // Of who signed up, the address counts once it is confirmed.
  Invitation: { task: 'AcceptInvitation', types: ['UserRegistered', 'UserVerificationCompleted'] },
  Verification: { task: 'RequestVerification', types: ['UserRegistered'] },
  Cache: {
    task: 'InvalidateCache',
    types: ['RoleAssignmentSucceeded', 'RoleRevocationSucceeded', 'PermissionGroupsSet'],
  },
  Sessions: {
    task: 'EndSessions',
    types: ['RoleRevocationSucceeded', 'UserDisabled', 'UserDeleted', 'AllSessionsRevoked'],
  },
};

const patternOf = (types?: readonly EventType[]): EventPattern => ({
  source: [EVENT_SOURCE],
  ...(types ? { detailType: [...types] } : {}),
});

/** An execution that ended without saying how its registration did. */
const endOf = ({ stateMachineArn }: StateMachine): EventPattern => ({
  source: ['aws.states'],
  detailType: ['Step Functions Execution Status Change'],
  detail: { stateMachineArn: [stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
});

/** What feeds a function, where that is a queue, and what it could not handle. */
export interface ConsumerQueues {
  readonly queue?: Queue;
  readonly deadLetters: Queue;
}

/** What acts: functions, the workflow, the consumers, the API. */
export class AppStack extends Stack {
  readonly machine: StateMachine;
  readonly httpApi: HttpApi;
  /** By their names in the outputs: `Audit` has the queue `AuditQueue` and the dead-letter queue `AuditDlq`. */
  readonly queues = new Map<string, ConsumerQueues>();
  private readonly made = new Map<FunctionName, TaskFunction>();

  constructor(scope: Construct, config: Config, data: DataStack) {
    super(scope, stackName(config.stage, 'App'), { description: 'Rollcall: functions, workflow, consumers, API.' });
    const { machine } = new Workflow(this, 'RegisterUser', {
      definition: 'register-user',
      bus: data.bus,
      tasks: Object.fromEntries(workflowTasks.map((name) => [name, this.task(name, data.bindings)])),
      settings: config,
    });
    const { environment, arns } = data.bindings;
    this.others({
      settings: config,
      environment: { ...environment, STATE_MACHINE_ARN: machine.stateMachineArn },
      arns: { ...arns, machine: [machine.stateMachineArn], executions: [this.executionsOf(machine)] },
    });
    this.events(data, config);
    this.recovery(machine, config);
    this.reconciliation(config);
    this.machine = machine;
    this.httpApi = this.api(config);
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
  }

  get tasks(): ReadonlyMap<FunctionName, TaskFunction> {
    return this.made;
  }

  private task(name: FunctionName, bindings: FunctionBindings): TaskFunction {
    const task = new TaskFunction(this, name, functions[name], bindings);
    this.made.set(name, task);
    return task;
  }

  private others(bindings: FunctionBindings): void {
    const names = Object.keys(functions) as FunctionName[];
    for (const name of names.filter((candidate) => !this.made.has(candidate))) this.task(name, bindings);
  }

  private taskNamed(name: FunctionName): TaskFunction {
    const task = this.made.get(name);
    if (task === undefined) throw new Error(`${name} has not been made yet`);
    return task;
  }

  private taskOf(entry: string): TaskFunction {
    const found = [...this.made.keys()].find((name) => functions[name].entry === entry);
    if (found === undefined) throw new Error(`contracts/api/routes.ts names ${entry}, lib/functions/index.ts does not`);
    return this.taskNamed(found);
  }

  private events({ tables, bus }: DataStack, settings: Config): void {
    const publisher = this.taskNamed('PublishJournal');
    this.outputQueues(
      'Journal',
      new JournalFeed(this, 'Journal', { journal: tables.all.journal, publisher, settings }),
    );
    for (const [name, { task, types }] of Object.entries(consumers)) {
      this.outputQueues(
        name,
        new Consumer(this, name, { bus, pattern: patternOf(types), task: this.taskNamed(task), settings }),
      );
    }
  }

  /** What finishes registrations whose workflow did not: its end's event at once, and the sweeper for certain. */
  private recovery(machine: StateMachine, settings: Config): void {
    const finish = { pattern: endOf(machine), task: this.taskNamed('FinishRegistration'), settings };
    this.outputQueues('Finish', new Consumer(this, 'Finish', finish));
    const sweeper = this.taskNamed('SweepRegistrations');
    this.acknowledgeExecutions(sweeper, machine);
    this.outputQueues('Sweep', new Scheduled(this, 'Sweep', { every: Duration.minutes(1), task: sweeper, settings }));
  }

  /** The pool against the records. Each hour it goes on with a pass that is not through, else it begins one a day. */
  private reconciliation(settings: Config): void {
    const task = this.taskNamed('Reconcile');
    const input = { action: 'tick' } satisfies Partial<ReconcileCommand>;
    this.outputQueues(
      'Reconciliation',
      new Scheduled(this, 'Reconciliation', { every: Duration.hours(1), task, settings, input }),
    );
    new CfnOutput(this, 'ReconcileFunction', { value: task.function.functionName });
  }

  private executionsOf({ stateMachineName }: StateMachine): string {
    const resourceName = `${stateMachineName}:*`;
    return this.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private acknowledgeExecutions(sweeper: TaskFunction, machine: StateMachine): void {
    const name = this.getLogicalId(machine.node.defaultChild as CfnStateMachine);
    const place = '<AWS::Region>:<AWS::AccountId>';
    Validations.of(sweeper).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:${place}:execution:<${name}.Name>:*]`,
      reason: 'Executions of this one machine: their names are registrations, most of which are still to come.',
    });
  }

  private outputQueues(name: string, { queue, deadLetters }: ConsumerQueues): void {
    this.queues.set(name, { deadLetters, ...(queue && { queue }) });
    if (queue) new CfnOutput(this, `${name}Queue`, { value: queue.queueUrl });
    new CfnOutput(this, `${name}Dlq`, { value: deadLetters.queueUrl });
  }

  private api(settings: Config): HttpApi {
    const { api, url } = new Api(this, 'Api', {
      functionOf: (handler) => this.taskOf(handler),
      authorizer: this.taskNamed('Authorizer'),
      notFound: this.taskNamed('HealthApi'),
      settings,
    });
    new CfnOutput(this, 'ApiId', { value: api.apiId });
    new CfnOutput(this, 'ApiUrl', { value: url });
    return api;
  }
}
