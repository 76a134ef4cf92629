import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { writeAdminAccount } from '../../local/system/admin-account.ts';
import { foldersAt } from '../../local/system/folders.ts';
import { writeOutputs } from '../../local/system/outputs.ts';
import { runRollcall, startRollcall } from '../support/command.ts';
import { type Account, newAccount } from '../support/deployed/accounts.ts';
import { claimsOf } from '../support/deployed/admin.ts';
import { apiAs } from '../support/deployed/api.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { newSignUpRequest, signUp } from '../support/deployed/sign-up.ts';
import { admin, clients, outputs } from '../support/deployed/system.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Where the commands find the system under test. */
function home(): { readonly ROLLCALL_HOME: string } {
  const folders = foldersAt(temporaryFolder());
  writeOutputs(folders.outputs, outputs);
  writeAdminAccount(folders.admin, admin);
  return { ROLLCALL_HOME: folders.home };
}

const flags = ({ email, name, roles }: Account): readonly string[] => [
  '--email',
  email,
  '--name',
  name,
  ...roles.flatMap((role) => ['--role', role]),
];

describe('rollcall register', () => {
  it('registers a user, and shows the workflow and the user', async () => {
    const user = newAccount({ roles: ['user', 'readonly'] });

    const { code, stdout, stderr } = await runRollcall(['register', ...flags(user)], home());

    expect(code, stderr).toBe(0);
    for (const state of [
      'Announce Attempt',
      'Reserve Registration',
      'Create User',
      'Assign Roles',
      'User Registered',
    ]) {
      expect(stdout).toContain(state);
    }
    expect(stdout).toContain(user.email);
    expect(stdout).toMatch(/user, readonly/);
    const registrationId = /registrationId\s+(\S+)/.exec(stdout)?.[1] ?? '';
    expect(await expectInvariants(registrationId)).toMatchObject({ inPool: true, mails: 1 });
  });

  it('prints only the answer as JSON with --json', async () => {
    const user = newAccount();

    const { code, stdout, stderr } = await runRollcall(['register', ...flags(user), '--json'], home());

    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ email: user.email, roles: ['user'], status: 'active' });
  });

  it('prints the reason of a refusal, with exit code 2', async () => {
    const refused = flags(newAccount({ roles: ['auditor'] }));
    const environment = home();

    const text = await runRollcall(['register', ...refused], environment);
    const json = await runRollcall(['register', ...refused, '--json'], environment);

    expect(text.code).toBe(2);
    expect(json.code).toBe(2);
    expect(text.stderr).toContain('There is no role named auditor');
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'urn:rollcall:problem:unknown_roles' });
  });

  it('prints one sentence when no system runs, with exit code 1', async () => {
    const { code, stderr } = await runRollcall(['register', ...flags(newAccount())], {
      ROLLCALL_HOME: temporaryFolder(),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/npx rollcall start/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('rollcall token', () => {
  it('prints only an access token of the admin', async () => {
    const { code, stdout } = await runRollcall(['token'], home());
    expect(code).toBe(0);
    expect(claimsOf(stdout.trim())).toMatchObject({ token_use: 'access' });
    expect((await apiAs(stdout.trim())('GET', '/v1/users')).status).toBe(200);
  });
});

describe('rollcall mails', () => {
  it('lists the mails of a recipient with their links, newest last', async () => {
    const request = newSignUpRequest();
    const environment = home();
    expect((await signUp(request)).status).toBe(202);

    await eventuallyHolds('the mail with the link is listed', async () => {
      const { code, stdout, stderr } = await runRollcall(['mails', '--to', request.email], environment);
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/\/verify\?token=[\w-]+$/m);
    });
  });

  it('prints a JSON list with --json', async () => {
    const { code, stdout, stderr } = await runRollcall(['mails', '--limit', '1', '--json'], home());
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ subject: expect.any(String), links: expect.any(Array) }),
    ]);
  });
});

async function isRule(NamePrefix: string): Promise<boolean> {
  const command = new ListRulesCommand({ EventBusName: outputs.eventBusName, NamePrefix });
  const { Rules = [] } = await clients.events.send(command);
  return Rules.length > 0;
}

describe('rollcall events', () => {
  it('ends quietly when nothing reads its output, and removes its rule and its queue', async () => {
    const environment = home();
    const running = startRollcall(['events'], environment);
    const rule = await eventually('the rule exists', async () => /rollcall-follow-\w+/.exec(running.output())?.[0]);
    expect(await isRule(rule)).toBe(true);

    running.child.stdout?.destroy();
    await runRollcall(['register', ...flags(newAccount())], environment);

    const { code, stderr } = await running.ended;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(await isRule(rule)).toBe(false);
  });
});

describe('rollcall setup-groups', () => {
  it('changes nothing when everything is up to date', async () => {
    const environment = home();

    const text = await runRollcall(['setup-groups'], environment);
    const json = await runRollcall(['setup-groups', '--stage', 'local', '--json'], environment);

    expect(text.code, text.stderr).toBe(0);
    expect(json.code, json.stderr).toBe(0);
    expect(text.stdout).toMatch(/All \d+ roles and permission groups are up to date\./);
    expect(JSON.parse(json.stdout)).toEqual({ written: [], unchanged: expect.any(Number) });
  });

  it('refuses an unknown stage, with exit code 2', async () => {
    const { code, stderr } = await runRollcall(['setup-groups', '--stage', 'moon'], home());
    expect(code).toBe(2);
    expect(stderr).toContain("'moon' is invalid: there is no such stage");
  });
});

describe('rollcall setup-dev-users', () => {
  it('changes nothing when the admin is up to date, and prints the password', async () => {
    const environment = home();

    const text = await runRollcall(['setup-dev-users'], environment);
    const json = await runRollcall(['setup-dev-users', '--json'], environment);

    expect(text.code, text.stderr).toBe(0);
    expect(json.code, json.stderr).toBe(0);
    expect(text.stdout).toContain(`${admin.email}, password ${admin.password}`);
    expect(JSON.parse(json.stdout)).toEqual({ ...admin, done: 'nothing' });
  });

  it('refuses every stage but local, with exit code 2', async () => {
    const { code, stdout, stderr } = await runRollcall(['setup-dev-users', '--stage', 'prod'], home());
    expect(code).toBe(2);
    expect(stderr).toMatch(/for the stage local alone.*--stage prod --admin-email/);
    expect(stdout).toBe('');
  });

  it('prints one sentence when no system runs, with exit code 1', async () => {
    const { code, stderr } = await runRollcall(['setup-dev-users'], { ROLLCALL_HOME: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/npx rollcall start/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
