import type { AuditEntry } from '../../contracts/api/audit.ts';
import type { EnteredState } from '../system/executions.ts';
import type { BusEvent } from '../system/follow-bus.ts';
import type { Mail } from '../system/mailbox.ts';

/** One registration from end to end, as it is observed from outside. */
export interface Demo {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Of the answer of POST /v1/users. */
  readonly status: number;
  readonly tookMs: number;
  readonly answer: unknown;
  readonly states: readonly EnteredState[];
  readonly events: readonly BusEvent[];
  readonly entries: readonly AuditEntry[];
  readonly mails: readonly Mail[];
}

/** The last two events of a registration that succeeds. */
const expectedEvents = ['UserRegistered', 'MailSent'] as const;

/** What a demo lacks, a sentence each; empty when it is complete. */
export function missingFrom(demo: Demo): readonly string[] {
  const published = new Set(demo.events.map(({ type }) => type));
  const recorded = new Set(demo.entries.map(({ eventId }) => eventId));
  const unrecorded = demo.events.filter(({ metadata }) => !recorded.has(metadata.eventId));
  return [
    ...(demo.status === 201 ? [] : [`POST /v1/users answered ${demo.status} instead of 201.`]),
    ...(demo.states.at(-1)?.name === 'User Registered' ? [] : ['The workflow did not end in User Registered.']),
    ...expectedEvents.filter((type) => !published.has(type)).map((type) => `${type} was not published on the bus.`),
    ...unrecorded.map(({ type }) => `${type} has no audit entry.`),
    ...(demo.mails.length === 1 ? [] : [`${demo.mails.length} mails were sent to ${demo.email} instead of one.`]),
  ];
}
