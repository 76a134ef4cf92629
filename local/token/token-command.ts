import { defineCommand } from 'citty';
import { runningSystem } from '../running-system.ts';

/** `npm run -s token`: prints an access token of the admin, and nothing else. */
export const tokenCommand = defineCommand({
  meta: { name: 'npm run -s token', description: 'Prints an access token of the local admin, for curl.' },
  async run() {
    const { token } = await runningSystem();
    process.stdout.write(`${await token()}\n`);
  },
});
