import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Config } from '../config.ts';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';

/** Both stacks of a stage. What breaks AWS's own rules fails the synth, unless acknowledged with a reason. */
export function addRollcall(app: App, config: Config): { readonly data: DataStack; readonly app: AppStack } {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const data = new DataStack(app, config);
  return { data, app: new AppStack(app, config, data) };
}
