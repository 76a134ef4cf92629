import { App } from 'aws-cdk-lib';
import { bundle } from '../lib/bundle.ts';
import { ConfigError, readConfig } from '../lib/config.ts';
import { entries } from '../lib/functions/index.ts';
import { addRollcall } from '../lib/stacks/rollcall.ts';

try {
  const app = new App();
  const config = readConfig((key) => app.node.tryGetContext(key));
  await bundle(entries);
  addRollcall(app, config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
