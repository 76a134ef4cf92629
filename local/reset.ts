import { run } from './command/run.ts';
import { resetCommand } from './reset/reset-command.ts';

await run(resetCommand);
