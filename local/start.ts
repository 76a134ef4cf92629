import { run } from './command/run.ts';
import { startCommand } from './start/start-command.ts';

await run(startCommand);
