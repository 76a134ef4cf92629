import { run } from './command/run.ts';
import { eventsCommand } from './events/events-command.ts';

await run(eventsCommand);
