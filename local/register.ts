import { run } from './command/run.ts';
import { registerCommand } from './register/register-command.ts';

await run(registerCommand);
