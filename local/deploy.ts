import { run } from './command/run.ts';
import { deployCommand } from './deploy/deploy-command.ts';

await run(deployCommand);
