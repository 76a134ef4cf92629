import { rmSync } from 'node:fs';
import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { done } from '../command/screen.ts';
import { homeFolders } from '../folders.ts';
import { findRunning } from '../running.ts';

/** `npm run reset`: drops the local state. The emulator's own installation stays: it takes the longest. */
export const resetCommand = defineCommand({
  meta: { name: 'npm run reset', description: 'Drops everything that the local system remembers.' },
  async run() {
    const folders = homeFolders();
    const running = await findRunning(folders.running);
    if (running !== undefined) {
      throw new CommandError(
        `Rollcall is running (process ${running.pid}, ${running.endpoint}); end it with Ctrl-C there, and reset then.`,
      );
    }
    const { home: _home, ...droppable } = folders;
    for (const path of Object.values(droppable)) rmSync(path, { recursive: true, force: true });
    done('Dropped all local users, events, mails and the admin; `npm start` begins anew.');
  },
});
