import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { done, failed, later } from '../command/screen.ts';
import { homeFolders } from '../folders.ts';
import { readSettings } from '../settings.ts';
import { examine } from './checks.ts';

const show = { good: done, later, bad: failed };

/** `npm run doctor`: what is there, what is missing, and how to get it. */
export const doctorCommand = defineCommand({
  meta: { name: 'npm run doctor', description: 'Checks what `npm start` needs, and says how to mend what is wrong.' },
  async run() {
    const findings = await examine(readSettings(process.env), homeFolders());
    for (const { kind, text } of findings) show[kind](text);
    if (findings.some(({ kind }) => kind === 'bad'))
      throw new CommandError('Mend what is marked above, then `npm start`.');
  },
});
