import { expect, it } from 'vitest';
import { auditRefuses, outage, registerAllAtOnce } from '../support/deployed/audit-outage.ts';
import { violationsOf } from '../support/deployed/invariants.ts';
import { planRegistrations } from '../support/deployed/registration.ts';
import { tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';

const OUTAGE_SECONDS = 60;
// A message that failed comes again after 60 s; what failed last does so when the outage ends.
const REST_SECONDS = 120;

it(`the audit trail loses nothing while its store refuses every write for ${OUTAGE_SECONDS} s`, async () => {
  const plans = await planRegistrations(20);

  await outage(OUTAGE_SECONDS, [auditRefuses()], () => registerAllAtOnce(plans));

  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(entries).toBe(rows);
  const traces = await Promise.all(plans.map(({ registrationId }) => tracesOf(registrationId)));
  expect(traces.flatMap(violationsOf)).toEqual([]);
});
