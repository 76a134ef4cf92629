import { run } from './command/run.ts';
import { setupDevUsersCommand } from './seed/setup-dev-users-command.ts';

await run(setupDevUsersCommand);
