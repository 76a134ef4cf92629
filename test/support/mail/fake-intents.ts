import type { Intent, IntentItem } from '../../../lambdas/mail/intent.ts';
import { transitions } from '../../../lambdas/mail/rules.ts';
import type { IntentStore } from '../../../lambdas/mail/store.ts';
import { type JournalRow, journalRows } from '../../../lambdas/platform/events/journal.ts';

/** Intents in memory; every move is checked against the table of transitions. */
export function fakeIntents() {
  const items = new Map<string, IntentItem>();
  const journal: JournalRow[] = [];

  function move(intentId: string, claimId: string, state: IntentItem['state']): boolean {
    const item = items.get(intentId);
    if (item === undefined || item.claimId !== claimId || !transitions[item.state].includes(state)) return false;
    items.set(intentId, { ...item, state });
    return true;
  }

  const store: IntentStore = {
    claim: async (intent: Intent, claimId, now) => {
      const standing = items.get(intent.intentId);
      if (standing !== undefined && !transitions[standing.state].includes('sending')) return standing;
      items.set(intent.intentId, { ...intent, state: 'sending', claimId, claimedAt: now.toISOString() });
      return undefined;
    },
    release: async (intentId, claimId) => {
      move(intentId, claimId, 'pending');
    },
    settle: async ({ intentId, claimId, state }, operation, entry) => {
      const moved = move(intentId, claimId, state);
      if (moved) journal.push(...journalRows(operation, [entry]));
      return moved;
    },
  };
  return { store, items, journal };
}
