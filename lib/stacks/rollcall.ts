import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Config } from '../config.ts';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';
import { MonitoringStack } from './monitoring-stack.ts';

interface Rollcall {
  readonly data: DataStack;
  readonly app: AppStack;
}

/** A stage's stacks. A violation of cdk-nag's AwsSolutions rules fails the synth, unless acknowledged with a reason. */
export function addRollcall(app: App, config: Config): Rollcall {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const data = new DataStack(app, config);
  const appStack = new AppStack(app, config, data);
  if (config.monitoring) new MonitoringStack(app, config, data, appStack);
  return { data, app: appStack };
}
