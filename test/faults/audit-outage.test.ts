import { beforeAll, expect, it } from 'vitest';
import { auditRefuses, outage, registerAllAtOnce } from '../support/deployed/audit-outage.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { hastenRedelivery, REDELIVERY_SECONDS } from '../support/deployed/queues.ts';
import { plansOf } from '../support/deployed/registering.ts';

beforeAll(() => hastenRedelivery('audit'));

// As long as a redelivery takes, as 60 s are where nobody hastens it: test/endurance waits for those.
const OUTAGE_SECONDS = REDELIVERY_SECONDS;

it('loses nothing while the audit store refuses writes for as long as a redelivery takes', async () => {
  const plans = await plansOf(5);

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
