import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EnvironmentName } from '../../contracts/internal/environment.ts';
import type { Settings } from '../config.ts';
import type { Permissions } from '../functions/spec.ts';

type Resource = keyof Permissions;

/** The variables and resources of a stack; each function gets only those that its entry point and its row list. */
export interface FunctionBindings {
  readonly settings: Settings;
  readonly environment: Readonly<Partial<Record<EnvironmentName, string>>>;
  /** Each resource's ARNs. */
  readonly arns: Readonly<Partial<Record<Resource, readonly string[]>>>;
}

const servicesOfOthers: Partial<Record<Resource, string>> = {
  pool: 'cognito-idp',
  bus: 'events',
  machine: 'states',
  executions: 'states',
  tokenKey: 'kms',
  sessionKey: 'kms',
  sender: 'ses',
};

const serviceOf = (resource: Resource): string => servicesOfOthers[resource] ?? 'dynamodb';

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is needed by a function and not known to this stack`);
  return value;
}

/** One statement a resource. */
export function statementsOf(permissions: Permissions, { arns }: FunctionBindings): PolicyStatement[] {
  return (Object.entries(permissions) as [Resource, readonly string[]][]).map(
    ([resource, actions]) =>
      new PolicyStatement({
        actions: actions.map((action) => `${serviceOf(resource)}:${action}`),
        resources: [...known(arns[resource], `the resource ${resource}`)],
      }),
  );
}

/** The variables of these names. */
export function environmentOf(
  names: readonly EnvironmentName[],
  { environment }: FunctionBindings,
): Readonly<Partial<Record<EnvironmentName, string>>> {
  return Object.fromEntries(names.map((name) => [name, known(environment[name], `the variable ${name}`)]));
}
