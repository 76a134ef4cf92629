import { beforeAll, expect, it } from 'vitest';
import { apiAsAdmin } from '../support/deployed/api.ts';
import { auditRefuses, outage, registerAllAtOnce } from '../support/deployed/audit-outage.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { hastenRedelivery, REDELIVERY_SECONDS } from '../support/deployed/queues.ts';
import { planRegistrations } from '../support/deployed/registration.ts';
import { expectRecorded, roleOf } from '../support/deployed/role-changes.ts';
import { newUser } from '../support/deployed/sign-in.ts';

beforeAll(() => hastenRedelivery('audit'));

// As long as a redelivery takes, as 60 s are with the deployed visibility time-out: test/endurance waits for those.
const OUTAGE_SECONDS = REDELIVERY_SECONDS;

it('the audit trail loses nothing while its store refuses writes for as long as a redelivery takes', async () => {
  const plans = await planRegistrations(5);

  // Only theirs: other tests share the store.
  const theirs = plans.map(({ registrationId }) => auditRefuses(registrationId));
  await outage(OUTAGE_SECONDS, theirs, () => registerAllAtOnce(plans));

  for (const { registrationId } of plans) {
    const { rows, entries } = await expectInvariants(registrationId);
    const ids = entries.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rows.length).toBeGreaterThan(0);
  }
});

it('the audit trail loses no change of roles, refused or not, while its store refuses writes', async () => {
  const [admin, { userId }] = [await apiAsAdmin(), await newUser()];

  const answers = await outage(OUTAGE_SECONDS, [auditRefuses(userId)], async () => [
    await admin('PUT', roleOf(userId, 'user')),
    await admin('DELETE', roleOf(userId, 'user')),
    await admin('DELETE', roleOf(userId, 'user')),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([200, 204, 409]);
  await expectRecorded(
    userId,
    'ROLE_ASSIGNMENT_ATTEMPTED user',
    'ROLE_ASSIGNED user',
    'ROLE_REVOCATION_ATTEMPTED user',
    'ROLE_REVOKED user',
    'ROLE_REVOCATION_ATTEMPTED user',
    'ROLE_REVOCATION_FAILED user: does_not_have_role',
  );
  const ids = (await entriesAbout(userId)).map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(ids.length);
});
