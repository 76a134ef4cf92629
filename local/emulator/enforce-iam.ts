import type { ChildProcess } from 'node:child_process';
import { CommandError } from '../command/command-error.ts';
import { waitFor } from '../command/wait.ts';
import { enforcesIam } from './health.ts';

/** Has our emulator hold everything to the IAM policies that were deployed (iam_on_request.py). */
export async function enforceIam(child: ChildProcess, endpoint: string): Promise<void> {
  child.kill('SIGUSR1');
  const done = await waitFor(async () => (await enforcesIam(endpoint)) || undefined, { seconds: 5, everyMs: 20 });
  if (done) return;
  throw new CommandError('The emulator does not enforce IAM; drop its installation (.rollcall/venv) and start again.');
}
