import { mailFailedV1 } from '../../contracts/events/mail-failed.v1.ts';
import { mailSentV1 } from '../../contracts/events/mail-sent.v1.ts';
import { mailUnknownV1 } from '../../contracts/events/mail-unknown.v1.ts';
import { type JournalEntry, journalEntry } from '../platform/events/journal.ts';
import type { Intent } from './intent.ts';

/** How an attempt ended. The reason is ours or an error's name, never an exception's text. */
export type Ending =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'unknown'; readonly reason: 'answer_lost' | 'attempt_died' };

/** The event that tells of an ending. */
export function entryOf({ intentId, template, causeEventId }: Intent, ending: Ending): JournalEntry {
  const about = { intentId, template, causeEventId };
  if (ending.state === 'sent') return journalEntry(mailSentV1, 'sent', about);
  const data = { ...about, reason: ending.reason.slice(0, 200) };
  return ending.state === 'failed'
    ? journalEntry(mailFailedV1, 'failed', data)
    : journalEntry(mailUnknownV1, 'unknown', data);
}
