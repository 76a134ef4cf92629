import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Config } from '../config.ts';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';
import { WatchStack } from './watch-stack.ts';

interface Rollcall {
  readonly data: DataStack;
  readonly app: AppStack;
}

/** A stage's stacks. What breaks AWS's own rules fails the synth, unless acknowledged with a reason. */
export function addRollcall(app: App, config: Config): Rollcall {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const data = new DataStack(app, config);
  const acting = new AppStack(app, config, data);
  if (config.watched) new WatchStack(app, config, data, acting);
  return { data, app: acting };
}
