import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdminAccount, writeAdminAccount } from '../../local/system/admin-account.ts';
import { type ApiClient, adminToken, apiClient } from '../../local/system/api-client.ts';
import { type Clients, clientsFor, emulatorAt } from '../../local/system/clients.ts';
import { setUpDevAdmin } from '../../local/system/dev-admin.ts';
import { foldersAt } from '../../local/system/folders.ts';
import { newPassword } from '../../local/system/password.ts';
import { claimsIn, findPoolUser, setPassword, signIn } from '../../local/system/pool-users.ts';
import { registerAdmin } from '../../local/system/register-admin.ts';
import { eventuallyHolds } from '../support/eventually.ts';
import { type StartedSystem, startSystem } from '../support/system.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A system of its own: without its admin every other test would fail.
let started: StartedSystem;
let clients: Clients;
/** Calls the API as a second admin, who changes the first one. */
let asSecondAdmin: ApiClient;

const outputs = () => started.facts.outputs;
const setUp = (file: string) => setUpDevAdmin({ clients, outputs: outputs() }, file);

async function apiOf(account: AdminAccount): Promise<ApiClient> {
  return apiClient(outputs().apiUrl, await adminToken(clients, outputs(), account));
}

async function idOf(email: string): Promise<string> {
  return (await findPoolUser(clients.users, outputs().userPoolId, email))?.userId ?? '';
}

async function expectAdmin(account: AdminAccount): Promise<void> {
  // Tokens of the second in which a role was revoked are refused.
  await eventuallyHolds('the admin has the permissions of an admin', async () => {
    expect((await (await apiOf(account))('/v1/roles')).status).toBe(200);
  });
}

/** A file with the admin's account, as `rollcall start` writes it. */
function adminFile(): string {
  const { admin } = foldersAt(temporaryFolder());
  writeAdminAccount(admin, started.facts.admin);
  return admin;
}

beforeAll(async () => {
  started = await startSystem();
  clients = clientsFor(emulatorAt(outputs().endpoint));
  const account = { email: 'second@example.com', password: newPassword() };
  const registration = { name: randomUUID(), email: account.email, isInPool: async () => true };
  await registerAdmin(clients.workflows, outputs().stateMachineArn, registration);
  await setPassword(clients.users, outputs().userPoolId, account);
  asSecondAdmin = await apiOf(account);
});
afterAll(() => started?.stop());

it('setUpDevAdmin assigns a revoked role admin again over the API, and leaves no temporary admin', async () => {
  const { admin } = started.facts;
  const file = adminFile();
  const id = await idOf(admin.email);
  expect((await asSecondAdmin(`/v1/users/${id}/roles/admin`, { method: 'DELETE' })).status).toBe(204);

  const first = await setUp(file);
  const again = await setUp(file);

  expect(first).toEqual({ account: admin, done: 'restored' });
  expect(again).toEqual({ account: admin, done: 'nothing' });
  await expectAdmin(admin);
  const { body } = await asSecondAdmin('/v1/users');
  const { items } = body as { readonly items: readonly { readonly email: string }[] };
  expect(items.map(({ email }) => email).sort()).toEqual(['second@example.com', admin.email]);
});

it('setUpDevAdmin enables a disabled admin', async () => {
  const { admin } = started.facts;
  expect((await asSecondAdmin(`/v1/users/${await idOf(admin.email)}/disable`, { method: 'POST' })).status).toBe(200);

  expect(await setUp(adminFile())).toEqual({ account: admin, done: 'restored' });

  await expectAdmin(admin);
});

it('setUpDevAdmin sets another password when the known one is lost', async () => {
  const { admin } = foldersAt(temporaryFolder());

  const { account, done } = await setUp(admin);

  expect(done).toBe('password_set');
  expect(account.password).not.toBe(started.facts.admin.password);
  await expectAdmin(account);
});

it('setUpDevAdmin registers a deleted admin again, with the known password', async () => {
  const { admin } = started.facts;
  const path = `/v1/users/${await idOf(admin.email)}?confirm=true`;
  expect((await asSecondAdmin(path, { method: 'DELETE' })).status).toBe(204);

  expect(await setUp(adminFile())).toEqual({ account: admin, done: 'registered' });

  await expectAdmin(admin);
});

it('setUpDevAdmin assigns the role admin to another user who registered with the address', async () => {
  const { admin } = started.facts;
  const path = `/v1/users/${await idOf(admin.email)}?confirm=true`;
  await asSecondAdmin(path, { method: 'DELETE' });
  const body = { email: admin.email, name: 'Ann', roles: ['user'] };
  expect((await asSecondAdmin('/v1/users', { method: 'POST', body })).status).toBe(201);

  expect(await setUp(adminFile())).toMatchObject({ done: 'restored' });

  const token = (await signIn(clients.users, outputs(), admin)) ?? '';
  expect(claimsIn(token).roles).toBe('admin user');
});
