import { describe, expect, it } from 'vitest';
import { writeOutputs } from '../../local/deployment/outputs.ts';
import { foldersAt } from '../../local/folders.ts';
import { writeAdminAccount } from '../../local/seed/admin-account.ts';
import { runNpm } from '../support/command.ts';
import { type Account, newAccount } from '../support/deployed/accounts.ts';
import { claimsOf } from '../support/deployed/admin.ts';
import { apiAs } from '../support/deployed/api.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { admin, outputs } from '../support/deployed/system.ts';
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

describe('npm run register', () => {
  it('registers, and shows the workflow and the user', async () => {
    const account = newAccount({ roles: ['user', 'readonly'] });

    const { code, stdout, stderr } = await runNpm('register', flags(account), home());

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
    expect(stdout).toContain(account.email);
    expect(stdout).toMatch(/user, readonly/);
    const registrationId = /registrationId\s+(\S+)/.exec(stdout)?.[1] ?? '';
    expect(await expectInvariants(registrationId)).toMatchObject({ inPool: true, mails: 1 });
  });

  it('prints the answer alone as JSON', async () => {
    const account = newAccount();

    const { code, stdout, stderr } = await runNpm('register', [...flags(account), '--json'], home());

    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ email: account.email, roles: ['user'], status: 'active' });
  });

  it('says why it was refused, with exit code 2', async () => {
    const refused = flags(newAccount({ roles: ['nobody'] }));
    const environment = home();

    const told = await runNpm('register', refused, environment);
    const json = await runNpm('register', [...refused, '--json'], environment);

    expect([told.code, json.code]).toEqual([2, 2]);
    expect(told.stderr).toContain('There is no role named nobody');
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'urn:rollcall:problem:unknown_roles' });
  });

  it('says in one sentence that nothing runs, with exit code 1', async () => {
    const { code, stderr } = await runNpm('register', flags(newAccount()), { ROLLCALL_HOME: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/npm start/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('npm run -s token', () => {
  it('prints an access token of the admin, and nothing else', async () => {
    const { code, stdout } = await runNpm('token', [], home());
    expect(code).toBe(0);
    expect(claimsOf(stdout.trim())).toMatchObject({ token_use: 'access' });
    expect((await apiAs(stdout.trim())('GET', '/v1/users')).status).toBe(200);
  });
});

describe('npm run setup-groups', () => {
  it('finds everything as it should be, and says so', async () => {
    const environment = home();

    const told = await runNpm('setup-groups', [], environment);
    const json = await runNpm('setup-groups', ['--stage', 'local', '--json'], environment);

    expect([told.code, json.code], told.stderr + json.stderr).toEqual([0, 0]);
    expect(told.stdout).toMatch(/All \d+ roles and permission groups were as they should be\./);
    expect(JSON.parse(json.stdout)).toEqual({ written: [], unchanged: expect.any(Number) });
  });

  it('refuses a stage that there is not', async () => {
    const { code, stderr } = await runNpm('setup-groups', ['--stage', 'moon'], home());
    expect(code).toBe(1);
    expect(stderr).toContain('There is no stage moon');
  });
});

describe('npm run setup-dev-users', () => {
  it('finds the admin as she should be, and shows how she signs in', async () => {
    const environment = home();

    const told = await runNpm('setup-dev-users', [], environment);
    const json = await runNpm('setup-dev-users', ['--json'], environment);

    expect([told.code, json.code], told.stderr + json.stderr).toEqual([0, 0]);
    expect(told.stdout).toContain(`${admin.email}, password ${admin.password}`);
    expect(JSON.parse(json.stdout)).toEqual({ ...admin, done: 'nothing' });
  });

  it('is refused outside the local stage, with exit code 2', async () => {
    const { code, stdout, stderr } = await runNpm('setup-dev-users', ['--stage', 'prod'], home());
    expect(code).toBe(2);
    expect(stderr).toMatch(/for the stage local alone.*--stage prod --admin-email/);
    expect(stdout).toBe('');
  });

  it('says in one sentence that nothing runs, with exit code 1', async () => {
    const { code, stderr } = await runNpm('setup-dev-users', [], { ROLLCALL_HOME: temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/npm start/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
