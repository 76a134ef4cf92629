import { platformAlertRaisedV1 } from '../../contracts/events/platform-alert-raised.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { findingKinds } from '../../contracts/reconciliation.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';
import type { Pass } from './pass.ts';

/** The operation that a pass's own event belongs to. */
export const passOperation = ({ passId }: Pass, at: Date): Operation => ({
  id: passId,
  correlationId: passId,
  causationId: passId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** What a pass found, as counts: who it is stands in the log and in the report. */
export function findingsAlert({ passId, counts }: Pass): JournalEntry {
  const found = findingKinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return journalEntry(platformAlertRaisedV1, 'alert:findings', {
    id: derivedId(`${passId}:alert:findings`),
    severity: 'warning',
    title: `The pool and the records differ: ${found.join(', ')}. \`npm run reconcile\` shows them.`,
    source: 'reconciliation',
  });
}
