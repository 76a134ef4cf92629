import { transitions } from '../../../lambdas/mail/rules.ts';
import type { Intent, IntentItem, IntentStore } from '../../../lambdas/mail/store.ts';
import { type JournalRow, journalRows } from '../../../lambdas/platform/events/journal.ts';

/** Intents in memory; every transition is checked against the table in rules.ts. */
export function fakeIntents() {
  const items = new Map<string, IntentItem>();
  const journal: JournalRow[] = [];

  function apply(intentId: string, claimId: string, state: IntentItem['state']): boolean {
    const item = items.get(intentId);
    if (item === undefined || item.claimId !== claimId || !transitions[item.state].includes(state)) return false;
    items.set(intentId, { ...item, state });
    return true;
  }

  const store: IntentStore = {
    claim: async (intent: Intent, claimId, now) => {
      const existing = items.get(intent.intentId);
      if (existing !== undefined && !transitions[existing.state].includes('sending')) return existing;
      items.set(intent.intentId, { ...intent, state: 'sending', claimId, claimedAt: now.toISOString() });
      return undefined;
    },
    release: async (intentId, claimId) => {
      apply(intentId, claimId, 'pending');
    },
    end: async ({ intentId, claimId, state }, operation, entry) => {
      const applied = apply(intentId, claimId, state);
      if (applied) journal.push(...journalRows(operation, [entry]));
      return applied;
    },
  };
  return { store, items, journal };
}
