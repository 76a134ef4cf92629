import { run } from './command/run.ts';
import { tokenCommand } from './token/token-command.ts';

await run(tokenCommand);
