import { run } from './command/run.ts';
import { setupGroupsCommand } from './seed/setup-groups-command.ts';

await run(setupGroupsCommand);
