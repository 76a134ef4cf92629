import { run } from './command/run.ts';
import { reconcileCommand } from './reconcile/reconcile-command.ts';

await run(reconcileCommand);
