import type { AuditEntry } from '../../contracts/api/audit.ts';
import type { BusEvent } from '../events/follow-bus.ts';
import type { Mail } from './local-mail.ts';
import type { PassedState } from './workflow-states.ts';

/** One registration from end to end, as it was seen from outside. */
export interface Story {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** The answer of POST /v1/users. */
  readonly status: number;
  readonly tookMs: number;
  readonly answer: unknown;
  readonly states: readonly PassedState[];
  readonly events: readonly BusEvent[];
  readonly entries: readonly AuditEntry[];
  readonly mails: readonly Mail[];
}

/** The last two events of a registration that went well. */
const expectedEvents = ['UserRegistered', 'MailSent'] as const;

/** What a story lacks, a sentence each; empty when it is whole. */
export function missingFrom(story: Story): readonly string[] {
  const published = new Set(story.events.map(({ type }) => type));
  const recorded = new Set(story.entries.map(({ eventId }) => eventId));
  const unrecorded = story.events.filter(({ metadata }) => !recorded.has(metadata.eventId));
  return [
    ...(story.status === 201 ? [] : [`POST /v1/users answered ${story.status} instead of 201.`]),
    ...(story.states.at(-1)?.name === 'User Registered' ? [] : ['The workflow did not end in User Registered.']),
    ...expectedEvents.filter((type) => !published.has(type)).map((type) => `${type} did not come over the bus.`),
    ...unrecorded.map(({ type }) => `${type} has no audit entry.`),
    ...(story.mails.length === 1 ? [] : [`${story.mails.length} mails went to ${story.email} instead of one.`]),
  ];
}
