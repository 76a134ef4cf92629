import { run } from './command/run.ts';
import { diffCommand } from './diff/diff-command.ts';

await run(diffCommand);
