import { readFileSync, statSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, isPortFree } from '../../local/emulator/port.ts';
import { foldersAt } from '../../local/system/folders.ts';
import { outputs as outputsFile } from '../../local/system/outputs.ts';
import { interrupt, type Running, runNpm, startNpm } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A deployment takes 15 s on two free cores, and these have other tests to run.
const START_SECONDS = 150;

function start(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Running {
  const running = startNpm('start', args, environment);
  onTestFinished(async () => {
    interrupt(running);
    await running.ended;
  });
  return running;
}

const serves = (running: Running): Promise<string> =>
  eventually(
    'npm start serves',
    async () => {
      if (running.output().includes('Rollcall is running.')) return running.output();
      throw new Error(`it printed: ${running.output().slice(-1000)}`);
    },
    START_SECONDS,
  );

/** Asks the API as the admin of that home. */
async function get(environment: Readonly<Record<string, string>>, path: string): Promise<Record<string, unknown>> {
  const { outputs } = foldersAt(environment.ROLLCALL_HOME ?? '');
  const { apiUrl } = outputsFile.parse(JSON.parse(readFileSync(outputs, 'utf8')));
  const token = (await runNpm('token', [], environment)).stdout.trim();
  const answer = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as Record<string, unknown>;
}

it(
  'npm start prints its demo, keeps its state over a clean stop, and leaves no process running',
  async () => {
    const port = await freePort();
    const environment = { ROLLCALL_HOME: temporaryFolder(), ROLLCALL_PORT: String(port) };
    const folders = foldersAt(environment.ROLLCALL_HOME);

    const first = start(environment, '--once');
    const { code, stdout, stderr } = await first.ended;

    expect(code, stderr).toBe(0);
    for (const part of ['UserRegistrationStarted', 'UserRegistered', 'USER_REGISTERED', 'Welcome to Rollcall']) {
      expect(stdout).toContain(part);
    }
    const email = /<(\S+@\S+)>/.exec(stdout)?.[1] ?? '';
    const userId = /userId (\S+)/.exec(stdout)?.[1] ?? '';
    expect(statSync(folders.admin).mode & 0o777).toBe(0o600);
    const adminBefore = readFileSync(folders.admin, 'utf8');
    expect(await isPortFree(port)).toBe(true);

    const second = start(environment);
    await serves(second);

    expect(second.output()).not.toContain('Deploy the stacks');
    expect(readFileSync(folders.admin, 'utf8')).toBe(adminBefore);
    expect(await get(environment, `/v1/users/${userId}`)).toMatchObject({ email, status: 'active' });
    const { items } = await get(environment, `/v1/admin/audit/logs?targetId=${userId}`);
    expect((items as { action: string }[]).map(({ action }) => action)).toContain('USER_REGISTERED');
    const again = await runNpm('register', ['--email', email, '--name', 'Bob', '--json'], environment);
    expect(again.code).toBe(2);
    expect(JSON.parse(again.stdout)).toMatchObject({ type: 'urn:rollcall:problem:email_already_exists' });

    interrupt(second);
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(await isPortFree(port)).toBe(true);
  },
  2 * START_SECONDS * 1000,
);
