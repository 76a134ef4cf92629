import { run } from './command/run.ts';
import { startCommand } from './starting/start-command.ts';

await run(startCommand);
