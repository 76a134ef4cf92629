import { randomUUID } from 'node:crypto';
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { LISTING } from '../../contracts/internal/tables.ts';
import type { RegistrationState } from '../../contracts/registration.ts';
import { userIdOf } from '../../lambdas/platform/runtime.ts';
import { reconcile } from '../../local/commands/reconcile.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { itemIn } from '../support/deployed/items.ts';
import { poolUserOf } from '../support/deployed/pool.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { eventually } from '../support/eventually.ts';

const LONG_AGO = '2026-01-01T00:00:00.000Z';

const put = (TableName: string | undefined, Item: Record<string, unknown>) =>
  clients.tables.send(new PutCommand({ TableName, Item }));

/** A record of long ago, and the profile that stands beside it, made by hand. */
async function long(state: RegistrationState) {
  const registrationId = randomUUID();
  const userId = userIdOf(registrationId);
  const email = `${registrationId}@example.com`;
  const common = { registrationId, userId, email, name: 'Left Over', createdAt: LONG_AGO };
  const pk = `REGISTRATION#${registrationId}`;
  await put(outputs.tables.registrations, { ...common, pk, state, roles: [], steps: [], updatedAt: LONG_AGO });
  await put(outputs.tables.users, { ...common, status: 'active', listing: LISTING });
  return { registrationId, userId };
}

async function run(fix: boolean) {
  const report = await reconcile({ clients, outputs }, fix, () => {});
  return (userId: string) => report.findings.filter((finding) => finding.userId === userId);
}

describe('the reconciler', () => {
  it('reports differences, removes what a rollback left, and changes no other user', async () => {
    const plan = await planRegistration();
    expect((await registerToTheEnd(plan)).status).toBe(201);
    const leftover = await long('rolled_back');
    const missing = await long('registered');
    // The pool says when it made them: a minute ago is too young to be judged.
    const stranger = randomUUID();
    await clients.users.send(
      new AdminCreateUserCommand({ UserPoolId: outputs.userPoolId, Username: stranger, MessageAction: 'SUPPRESS' }),
    );

    const found = await run(true);

    expect(found(leftover.userId)).toMatchObject([{ kind: 'leftovers', parts: ['profile'], removed: true }]);
    expect(found(missing.userId)).toMatchObject([{ kind: 'incomplete', removable: false }]);
    expect(found(plan.userId)).toEqual([]);
    expect(found(stranger)).toEqual([]);
    expect(await poolUserOf(stranger)).toBeDefined();
    expect(await poolUserOf(plan.userId)).toBeDefined();
    expect(await itemIn('users', { userId: leftover.userId })).toBeUndefined();
    expect(await itemIn('users', { userId: missing.userId })).toBeDefined();
    await eventually('the removal is recorded', async () =>
      (await entriesAbout(leftover.userId)).find(({ action }) => action === 'USER_DELETED'),
    );
    expect((await run(false))(leftover.userId)).toEqual([]);
  });

  it('finds every user marked with the registration that created the user', async () => {
    const plan = await planRegistration();
    expect((await registerToTheEnd(plan)).status).toBe(201);
    const user = await poolUserOf(plan.userId);
    expect(user?.UserAttributes).toContainEqual({ Name: 'custom:registrationId', Value: plan.registrationId });
  });
});
