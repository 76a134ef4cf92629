import { type ReconcileCommand, reconcileCommand } from '../../contracts/reconciliation.ts';
import { describeErrors, parse } from '../platform/parse.ts';

/** What the function was asked for; throws with the field when it is no command. */
export function readCommand(event: unknown): ReconcileCommand {
  const command = parse(reconcileCommand, event);
  if (command.ok) return command.value;
  throw new Error(`not a command: ${describeErrors(command.errors)}`);
}

// The slowest page: 100 AdminGetUser calls of two tries of 3 s each would be longer, and is walked again.
const LAST_PAGE_MS = 30_000;

/** How long to work: as long as asked for, and never into the function's own time-out. */
export const millisecondsFor = ({ seconds = 900 }: ReconcileCommand, remaining: number): number =>
  Math.max(0, Math.min(seconds * 1000, remaining - LAST_PAGE_MS));
