import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiClient, adminToken, apiClient } from '../../local/api-client.ts';
import { type Clients, clientsFor, emulatorAt } from '../../local/clients.ts';
import { foldersAt } from '../../local/folders.ts';
import { type AdminAccount, writeAdminAccount } from '../../local/seed/admin-account.ts';
import { setUpDevAdmin } from '../../local/seed/dev-admin.ts';
import { newPassword } from '../../local/seed/password.ts';
import { findPoolUser, setPassword } from '../../local/seed/pool-users.ts';
import { registerAdmin } from '../../local/seed/register-admin.ts';
import { claimsIn, signIn } from '../../local/seed/sign-in.ts';
import { eventuallyHolds } from '../support/eventually.ts';
import { type StartedSystem, startSystem } from '../support/system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A system of its own: what happens to the admin here would end every other test.
let started: StartedSystem;
let clients: Clients;
/** Another admin, who takes from the first one what is to be given back. */
let another: ApiClient;

const outputs = () => started.facts.outputs;
const setUp = (file: string) => setUpDevAdmin({ clients, outputs: outputs() }, file);

async function apiOf(account: AdminAccount): Promise<ApiClient> {
  return apiClient(outputs().apiUrl, await adminToken(clients, outputs(), account));
}

async function idOf(email: string): Promise<string> {
  return (await findPoolUser(clients.users, outputs().userPoolId, email))?.userId ?? '';
}

async function expectAdmin(account: AdminAccount): Promise<void> {
  // Tokens of the second in which a role was taken are refused.
  await eventuallyHolds('she may do what an admin may', async () => {
    expect((await (await apiOf(account))('/v1/roles')).status).toBe(200);
  });
}

/** Where her account stands, as `npm start` left it. */
function adminFile(): string {
  const { admin } = foldersAt(temporaryFolder());
  writeAdminAccount(admin, started.facts.admin);
  return admin;
}

beforeAll(async () => {
  started = await startSystem();
  clients = clientsFor(emulatorAt(outputs().endpoint));
  const account = { email: 'second@example.com', password: newPassword() };
  const registration = { name: randomUUID(), email: account.email, isThere: async () => true };
  await registerAdmin(clients.workflows, outputs().stateMachineArn, registration);
  await setPassword(clients.users, outputs().userPoolId, account);
  another = await apiOf(account);
});
afterAll(() => started?.stop());

it('an admin who lost her role gets it back over the API, and nobody else is left behind', async () => {
  const { admin } = started.facts;
  const file = adminFile();
  const id = await idOf(admin.email);
  expect((await another(`/v1/users/${id}/roles/admin`, { method: 'DELETE' })).status).toBe(204);

  const first = await setUp(file);
  const again = await setUp(file);

  expect([first, again]).toEqual([
    { account: admin, done: 'restored' },
    { account: admin, done: 'nothing' },
  ]);
  await expectAdmin(admin);
  const { body } = await another('/v1/users');
  const { items } = body as { readonly items: readonly { readonly email: string }[] };
  expect(items.map(({ email }) => email).sort()).toEqual(['second@example.com', admin.email]);
});

it('an admin who was disabled is let in again', async () => {
  const { admin } = started.facts;
  expect((await another(`/v1/users/${await idOf(admin.email)}/disable`, { method: 'POST' })).status).toBe(200);

  expect(await setUp(adminFile())).toEqual({ account: admin, done: 'restored' });

  await expectAdmin(admin);
});

it('an admin whose password nobody knows any more gets another', async () => {
  const { admin } = foldersAt(temporaryFolder());

  const { account, done } = await setUp(admin);

  expect(done).toBe('password_set');
  expect(account.password).not.toBe(started.facts.admin.password);
  await expectAdmin(account);
});

it('an admin who was deleted is registered again, with the password that is known', async () => {
  const { admin } = started.facts;
  const path = `/v1/users/${await idOf(admin.email)}?confirm=true`;
  expect((await another(path, { method: 'DELETE' })).status).toBe(204);

  expect(await setUp(adminFile())).toEqual({ account: admin, done: 'registered' });

  await expectAdmin(admin);
});

it('somebody who took her address becomes the admin', async () => {
  const { admin } = started.facts;
  const path = `/v1/users/${await idOf(admin.email)}?confirm=true`;
  await another(path, { method: 'DELETE' });
  const body = { email: admin.email, name: 'Ann', roles: ['user'] };
  expect((await another('/v1/users', { method: 'POST', body })).status).toBe(201);

  expect(await setUp(adminFile())).toMatchObject({ done: 'restored' });

  const token = (await signIn(clients.users, outputs(), admin)) ?? '';
  expect(claimsIn(token).roles).toBe('admin user');
});
