import { run } from './command/run.ts';
import { dlqCommand } from './dead-letters/dlq-command.ts';

await run(dlqCommand);
