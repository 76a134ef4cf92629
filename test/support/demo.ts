import type { AuditEntry } from '../../contracts/api/audit.ts';
import type { EventType } from '../../contracts/events/index.ts';
import type { Demo } from '../../local/demo/demo.ts';
import type { BusEvent } from '../../local/system/follow-bus.ts';

const SECOND = 1000;
const start = Date.parse('2026-11-22T09:30:00.000Z');
const at = (second: number): string => new Date(start + second * SECOND).toISOString();

const eventIdAt = (second: number): string => `0000000${second}-0000-5000-8000-000000000000`;

export const busEvent = (type: EventType, second: number): BusEvent => ({
  type,
  metadata: {
    eventId: eventIdAt(second),
    version: 1,
    occurredAt: at(second),
    correlationId: 'correlation',
    causationId: 'cause',
    actor: { type: 'system', id: '00000000-0000-0000-0000-000000000000' },
  },
  data: {},
});

const entryOf = ({ metadata }: BusEvent, action: string): AuditEntry => ({
  id: metadata.eventId,
  eventId: metadata.eventId,
  occurredAt: metadata.occurredAt,
  actorId: metadata.actor.id,
  action,
  targetType: 'user',
  targetId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
  details: {},
  correlationId: 'correlation',
});

const registered = busEvent('UserRegistered', 1);
const mailed = busEvent('MailSent', 2);

/** A demo of a registration that succeeds. */
export const completeDemo = (more: Partial<Demo> = {}): Demo => ({
  email: 'ann@example.com',
  name: 'Ann',
  roles: ['user'],
  status: 201,
  tookMs: 840,
  answer: { userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b', roles: ['user'] },
  states: [
    { name: 'Announce Attempt', enteredAt: new Date(start) },
    { name: 'User Registered', enteredAt: new Date(start + SECOND) },
  ],
  events: [registered, mailed],
  entries: [entryOf(registered, 'USER_REGISTERED'), entryOf(mailed, 'MAIL_SENT')],
  mails: [{ sentAt: at(2), to: ['ann@example.com'], subject: 'Welcome', text: 'Welcome, Ann\n' }],
  ...more,
});
