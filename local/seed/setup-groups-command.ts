import { defineCommand } from 'citty';
import { chosenSystem } from '../chosen-system.ts';
import { done, say, step } from '../command/screen.ts';
import { type GroupsReport, setUpGroups } from './set-up-groups.ts';

function show({ written, unchanged }: GroupsReport): void {
  if (written.length === 0) done(`All ${unchanged} roles and permission groups were as they should be.`);
  else done(`Written: ${written.join(', ')}; ${unchanged} were as they should be.`);
}

/** `npm run setup-groups`: the built-in roles and the permission groups, as contracts/ have them. */
export const setupGroupsCommand = defineCommand({
  meta: {
    name: 'npm run setup-groups --',
    description: 'Writes the built-in roles and the permission groups; changes nothing that is as it should be.',
  },
  args: {
    stage: { type: 'string', description: 'A stage in AWS, with your credentials; the running system when absent.' },
    json: { type: 'boolean', description: 'Print what was written as JSON, and nothing else.' },
  },
  async run({ args: { json = false, stage } }) {
    const { clients, outputs } = await chosenSystem(stage, 'setup-groups');
    const work = () => setUpGroups(clients.tables, outputs.tables.access ?? '');
    const report = await (json ? work() : step('Set up the roles and permission groups', work));
    if (json) say(JSON.stringify(report, undefined, 2));
    else show(report);
  },
});
