import { type Stage, stageNames } from '../../lib/config.ts';
import { CommandError } from '../command/command-error.ts';

const remote = stageNames.filter((name) => name !== 'local');

/** A stage that lives in AWS. Refuses `local`, which `npm start` deploys, and names that lib/config.ts does not know. */
export function readStage(
  name: string | undefined,
  command: 'deploy' | 'diff' | 'dlq' | 'reconcile' | 'setup-groups',
): Stage {
  const remedy = `choose one: ${remote.map((stage) => `npm run ${command} -- --stage ${stage}`).join(', ')}`;
  if (name === undefined || name === '') throw new CommandError(`The stage is missing; ${remedy}.`);
  if (name === 'local') throw new CommandError(`The stage local is deployed by \`npm start\`; for AWS ${remedy}.`);
  const stage = remote.find((candidate) => candidate === name);
  if (stage === undefined) throw new CommandError(`There is no stage ${name}; ${remedy} (lib/config.ts has them).`);
  return stage;
}
