import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stack, Validations } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { removalPolicyOf, retentionOf } from './settings.ts';
import type { TaskFunction } from './task-function.ts';

export interface WorkflowProps {
  /** Its file in statemachines/, without `.asl.json`. The machine's time-out stands there. */
  readonly definition: string;
  readonly bus: IEventBus;
  /** By name: the definition calls `<name>` as `${<name>Arn}`. */
  readonly tasks: Readonly<Record<string, TaskFunction>>;
  readonly settings: Settings;
}

const definitionOf = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../statemachines/${name}.asl.json`, import.meta.url)), 'utf8');

/** A state machine that may call its own tasks and publish on the bus, and nothing else. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { definition, bus, tasks, settings }: WorkflowProps) {
    super(scope, id);
    const functions = Object.entries(tasks).map(([name, task]) => [name, task.function.functionArn] as const);
    this.machine = new StateMachine(this, 'Machine', {
      // As text, so that the template holds the definition: fromFile hides it behind an S3 key.
      definitionBody: DefinitionBody.fromString(definitionOf(definition)),
      definitionSubstitutions: {
        EventBusName: bus.eventBusName,
        ...Object.fromEntries(functions.map(([name, arn]) => [`${name}Arn`, arn])),
      },
      // An execution is kept for 90 days and never runs twice under one name; Express promises neither.
      stateMachineType: StateMachineType.STANDARD,
      // Every step, but not what it carried: inputs hold names and addresses.
      logs: { level: LogLevel.ALL, includeExecutionData: false, destination: this.log(definition, settings) },
      tracingEnabled: true,
    });
    this.allow('lambda:InvokeFunction', ...functions.map(([, arn]) => arn));
    this.allow('events:PutEvents', bus.eventBusArn);
    this.acknowledge();
  }

  private log(definition: string, settings: Settings): LogGroup {
    return new LogGroup(this, 'Log', {
      // Under this prefix the account's one resource policy for log delivery does not grow by a line a group.
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-${definition}`,
      retention: retentionOf(settings),
      removalPolicy: removalPolicyOf(settings),
    });
  }

  private allow(action: string, ...resources: string[]): void {
    this.machine.addToRolePolicy(new PolicyStatement({ actions: [action], resources }));
  }

  private acknowledge(): void {
    Validations.of(this.machine).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray and the delivery of logs know no resources: their actions can be granted on * only.',
    });
  }
}
