import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { say, step } from '../command/screen.ts';
import { stopSignal, untilStopped } from '../command/stop-signal.ts';
import { type Folders, homeFolders, shown } from '../folders.ts';
import { readSettings } from '../settings.ts';
import { missingFrom, type Story } from '../story/story.ts';
import { type System, startSystem } from '../system.ts';
import { tellStory } from './tell-story.ts';
import { adminLine, welcome } from './welcome.ts';

/** Serves until Ctrl-C. Refuses when the emulator ends by itself. */
async function serve({ ended }: System, signal: AbortSignal, log: string): Promise<void> {
  const stopped = untilStopped(signal).then(() => 'stopped' as const);
  const why = await Promise.race([stopped, ended.then(() => 'ended' as const)]);
  if (why === 'ended') {
    throw new CommandError(`The emulator has ended by itself; ${shown(log)} says why. Start again with \`npm start\`.`);
  }
}

function end(story: Story, system: System, folders: Folders): void {
  if (missingFrom(story).length > 0) throw new CommandError('The story is not whole; see what is missing above.');
  say(adminLine(system, folders));
}

async function stopNoted(system: System, external: boolean): Promise<void> {
  if (external) return system.stop();
  await step('Write the state and stop', () => system.stop());
}

/** `npm start`: everything on one machine, one registration from end to end, then serve. */
export const startCommand = defineCommand({
  meta: {
    name: 'npm start --',
    description: 'Runs all of Rollcall on this machine and tells the story of one registration.',
  },
  args: { once: { type: 'boolean', description: 'End after the story, with exit code 0 when nothing was missing.' } },
  async run({ args }) {
    const settings = readSettings(process.env);
    const folders = homeFolders();
    const signal = stopSignal();
    const system = await startSystem({ settings, folders, persistent: true, step, signal });
    try {
      const story = await tellStory(system, signal);
      if (args.once) return end(story, system, folders);
      for (const line of welcome(system, folders)) say(line);
      await serve(system, signal, folders.emulatorLog);
    } finally {
      await stopNoted(system, settings.external);
    }
  },
});
