import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { done, failed, later } from '../command/screen.ts';
import { homeFolders } from '../folders.ts';
import { findRunning } from '../running.ts';
import { type LocalSettings, readSettings } from '../settings.ts';
import { examine } from './checks.ts';

/** The system of this folder is examined where it runs, whatever port it was told. */
async function settingsOfRunning(settings: LocalSettings, mark: string): Promise<LocalSettings> {
  const running = settings.external ? undefined : await findRunning(mark);
  if (running === undefined) return settings;
  return { ...settings, endpoint: running.endpoint, port: Number(new URL(running.endpoint).port) };
}

const show = { good: done, later, bad: failed };

/** `npm run doctor`: what is there, what is missing, and how to get it. */
export const doctorCommand = defineCommand({
  meta: { name: 'npm run doctor', description: 'Checks what `npm start` needs, and says how to mend what is wrong.' },
  async run() {
    const folders = homeFolders();
    const findings = await examine(await settingsOfRunning(readSettings(process.env), folders.running), folders);
    for (const { kind, text } of findings) show[kind](text);
    if (findings.some(({ kind }) => kind === 'bad'))
      throw new CommandError('Mend what is marked above, then `npm start`.');
  },
});
