import type { AuditEntry } from '../../../contracts/api/audit.ts';
import { LISTING } from '../../../contracts/internal/tables.ts';
import { sortKeyOf } from '../../../lambdas/audit/store.ts';
import { anEntry } from '../../support/audit/fake-trail.ts';

const actions = ['USER_REGISTERED', 'USER_CREATED', 'ROLE_ASSIGNMENT_SUCCEEDED', 'MAIL_SENT'] as const;
const targetTypes = ['user', 'mail'] as const;

// A target has ten entries and an actor a hundred, however many others there are.
const TARGETS_ENTRIES = 10;
const ACTORS_ENTRIES = 100;

const nth = <Value>(values: readonly Value[], place: number): Value => values[place % values.length] as Value;

/** The entry with this number, as a working system would have it. */
export const entryAt = (number: number): AuditEntry =>
  anEntry(number, {
    actorId: `actor-${Math.floor(number / ACTORS_ENTRIES)}`,
    targetId: `target-${Math.floor(number / TARGETS_ENTRIES)}`,
    action: nth(actions, number),
    targetType: nth(targetTypes, number),
  });

/** As it is stored: with its place in the listings. */
export const rowAt = (number: number) => {
  const { id: _, ...entry } = entryAt(number);
  return { ...entry, listing: LISTING, at: sortKeyOf(entryAt(number)) };
};

/** Every single filter, and none; each is found in a trail of a thousand entries and more. */
export const filters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  none: {},
  targetId: { targetId: 'target-50' },
  actorId: { actorId: 'actor-5' },
  action: { action: 'USER_CREATED' },
  targetType: { targetType: 'user' },
  from: { from: entryAt(500).occurredAt },
  to: { to: entryAt(500).occurredAt },
};
