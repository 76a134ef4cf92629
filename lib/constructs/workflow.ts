import { readFileSync } from 'node:fs';
import { Stack, Validations } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { type FunctionName, functionNames } from '../functions/index.ts';
import type { RollcallFunction } from './function.ts';
import { addLogGroup } from './retention.ts';

const NAME = 'register-user';
const definition = readFileSync(new URL(`../../statemachines/${NAME}.asl.json`, import.meta.url), 'utf8');

/** The functions that a definition invokes as `${<name>Arn}`. Throws when lib/functions lacks one of them. */
export function tasksOf(asl: string): readonly FunctionName[] {
  const placeholders = new Set([...asl.matchAll(/\$\{(\w+)Arn\}/g)].map(([, name]) => name ?? ''));
  const tasks = functionNames.filter((name) => placeholders.delete(name));
  if (placeholders.size > 0) throw new Error(`lib/functions lacks the workflow tasks ${[...placeholders].join(', ')}.`);
  return tasks;
}

export const workflowTasks = tasksOf(definition);

export interface WorkflowProps {
  readonly bus: IEventBus;
  readonly functionNamed: (name: FunctionName) => RollcallFunction;
  readonly settings: Settings;
}

/** The registration workflow: a state machine that may invoke its tasks and publish on the bus, and nothing else. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { bus, functionNamed, settings }: WorkflowProps) {
    super(scope, id);
    const arns = workflowTasks.map((name) => [name, functionNamed(name).function.functionArn] as const);
    this.machine = new StateMachine(this, 'Machine', {
      // As text, so that the template holds the definition: fromFile hides it behind an S3 key.
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: {
        EventBusName: bus.eventBusName,
        ...Object.fromEntries(arns.map(([name, arn]) => [`${name}Arn`, arn])),
      },
      // An execution's history lasts 90 days and its name is never used twice; Express guarantees neither.
      stateMachineType: StateMachineType.STANDARD,
      logs: {
        level: LogLevel.ALL,
        // Inputs contain names and e-mail addresses.
        includeExecutionData: false,
        // Under this prefix the account's one resource policy for log delivery does not grow by a line per group.
        destination: addLogGroup(this, settings, {
          logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-${NAME}`,
        }),
      },
      tracingEnabled: true,
    });
    this.allow('lambda:InvokeFunction', ...arns.map(([, arn]) => arn));
    this.allow('events:PutEvents', bus.eventBusArn);
    Validations.of(this.machine).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray and log delivery have no resource-level permissions: their actions can be granted on * only.',
    });
  }

  private allow(action: string, ...resources: string[]): void {
    this.machine.addToRolePolicy(new PolicyStatement({ actions: [action], resources }));
  }
}
