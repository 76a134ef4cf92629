import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { readStage } from '../deploy/stage.ts';
import { cdk } from '../deployment/cdk.ts';

/** `npm run diff`: what a deployment to a stage would change. */
export const diffCommand = defineCommand({
  meta: { name: 'npm run diff --', description: 'Shows what a deployment would change in AWS.' },
  args: { stage: { type: 'string', description: 'Which stage; prod when absent.', default: 'prod' } },
  async run({ args }) {
    const stage = readStage(args.stage, 'diff');
    const code = await cdk(['diff', '--all', '--context', `stage=${stage}`], {});
    if (code !== 0) throw new CommandError(`cdk diff failed (exit code ${code}); what it printed above says why.`);
  },
});
