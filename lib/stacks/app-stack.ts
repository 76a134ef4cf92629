import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EventType } from '../../contracts/events/index.ts';
import { type Config, stackName } from '../config.ts';
import { Api } from '../constructs/api.ts';
import { Consumer } from '../constructs/consumer.ts';
import { JournalFeed } from '../constructs/journal-feed.ts';
import type { Surroundings } from '../constructs/surroundings.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import { type FunctionName, functions } from '../functions.ts';
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
  Mailer: {
    task: 'SendMail',
    types: ['UserRegistered', 'RoleAssignmentDeferred', 'UserRollbackFailed', 'InvitationCreated'],
  },
  Invitation: { task: 'AcceptInvitation', types: ['UserRegistered'] },
};

/** What acts: functions, the workflow, the consumers, the API. */
export class AppStack extends Stack {
  private readonly made = new Map<FunctionName, TaskFunction>();

  constructor(scope: Construct, config: Config, data: DataStack) {
    super(scope, stackName(config.stage, 'App'), { description: 'Rollcall: functions, workflow, consumers, API.' });
    const { machine } = new Workflow(this, 'RegisterUser', {
      definition: 'register-user',
      bus: data.bus,
      tasks: Object.fromEntries(workflowTasks.map((name) => [name, this.task(name, data.surroundings)])),
      settings: config,
    });
    const { environment, arns } = data.surroundings;
    this.others({
      settings: config,
      environment: { ...environment, STATE_MACHINE_ARN: machine.stateMachineArn },
      arns: { ...arns, machine: [machine.stateMachineArn] },
    });
    this.events(data, config);
    this.api(config);
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
  }

  private task(name: FunctionName, surroundings: Surroundings): TaskFunction {
    const task = new TaskFunction(this, name, functions[name], surroundings);
    this.made.set(name, task);
    return task;
  }

  private others(surroundings: Surroundings): void {
    const names = Object.keys(functions) as FunctionName[];
    for (const name of names.filter((candidate) => !this.made.has(candidate))) this.task(name, surroundings);
  }

  private taskNamed(name: FunctionName): TaskFunction {
    const task = this.made.get(name);
    if (task === undefined) throw new Error(`${name} has not been made yet`);
    return task;
  }

  private taskOf(entry: string): TaskFunction {
    const found = [...this.made.keys()].find((name) => functions[name].entry === entry);
    if (found === undefined) throw new Error(`contracts/api/routes.ts names ${entry}, lib/functions.ts does not`);
    return this.taskNamed(found);
  }

  private events({ tables, bus }: DataStack, settings: Config): void {
    const publisher = this.taskNamed('PublishJournal');
    const feed = new JournalFeed(this, 'Journal', { journal: tables.all.journal, publisher, settings });
    new CfnOutput(this, 'JournalDlq', { value: feed.deadLetters.queueUrl });
    for (const [name, { task, types }] of Object.entries(consumers)) {
      const consumer = new Consumer(this, name, { bus, task: this.taskNamed(task), settings, ...(types && { types }) });
      new CfnOutput(this, `${name}Queue`, { value: consumer.queue.queueUrl });
      new CfnOutput(this, `${name}Dlq`, { value: consumer.deadLetters.queueUrl });
    }
  }

  private api(settings: Config): void {
    const { api, url } = new Api(this, 'Api', {
      functionOf: (handler) => this.taskOf(handler),
      authorizer: this.taskNamed('Authorizer'),
      nowhere: this.taskNamed('HealthApi'),
      settings,
    });
    new CfnOutput(this, 'ApiId', { value: api.apiId });
    new CfnOutput(this, 'ApiUrl', { value: url });
  }
}
