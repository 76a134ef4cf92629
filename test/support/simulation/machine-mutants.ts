import { registerUserText } from './asl/definition.ts';
import type { Mutant } from './mutant.ts';

/** The machine with one text of it changed; a change that does nothing is a mistake of this table. */
function machineWith(before: string, after: string): string {
  const changed = registerUserText.replace(before, after);
  if (changed === registerUserText) throw new Error(`the machine does not say ${before}`);
  return changed;
}

/** The state named `name`, up to the next one. */
function stateText(name: string): string {
  const start = registerUserText.indexOf(`    "${name}": {`);
  const end = registerUserText.indexOf('\n    },\n', start);
  return registerUserText.slice(start, end);
}

const withState = (name: string, before: string, after: string): string =>
  machineWith(stateText(name), stateText(name).replace(before, after));

/** Mistakes of the state machine. */
export const machineMutants: Readonly<Record<string, Mutant>> = {
  'event ids are random': {
    options: {
      definition: machineWith("$hash('rollcall:events:' & $states.context.Execution.Name", '$hash($string($random())'),
    },
    caughtBy: '14: the publisher and the machine publish, and their answers are lost',
  },
  'an attempt that the bus did not take is forgotten': {
    options: { definition: machineWith('"announced": false', '"announced": true') },
    caughtBy: '14: the bus is down for half an hour',
  },
  'trying again has no end': {
    options: { definition: withState('Assign Roles', '"MaxAttempts": 4', '"MaxAttempts": 99999999') },
    caughtBy: '8: throttling and 503 to the end',
  },
  'what may pass deletes the user': {
    options: { definition: withState('Assign Roles', '"Next": "Defer Roles"', '"Next": "Roll Back User"') },
    caughtBy: '7: the user is not visible yet',
  },
  'a failed rollback is not recorded': {
    options: {
      definition: withState('Roll Back User', '"Next": "Record Rollback Failure"', '"Next": "Rollback Failed"'),
    },
    caughtBy: '10: the rollback fails',
  },
};
