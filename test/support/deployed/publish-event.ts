import { randomUUID } from 'node:crypto';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type Envelope, EVENT_SOURCE, type EventType } from '../../../contracts/events/index.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { newAccount } from './accounts.ts';
import { clients, outputs } from './system.ts';

/** An event as a test puts it on the bus itself, without any registration behind it. */
export interface Forged {
  readonly type: EventType;
  readonly detail: unknown;
}

/** Publishes events, in one call, as Rollcall would. */
export async function publish(...events: readonly Forged[]): Promise<void> {
  const Entries = events.map(({ type, detail }) => ({
    EventBusName: outputs.eventBusName,
    Source: EVENT_SOURCE,
    DetailType: type,
    Detail: JSON.stringify(detail),
  }));
  const { FailedEntryCount } = await clients.events.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount !== 0) throw new Error(`the bus did not take ${FailedEntryCount} of ${events.length} events`);
}

/** UserRegistered of a user that is in no store. */
export function registered(): Forged & { readonly detail: Envelope<'UserRegistered'> } {
  const { email, name } = newAccount();
  const [registrationId, userId, correlationId] = [randomUUID(), randomUUID(), randomUUID()];
  return {
    type: 'UserRegistered',
    detail: {
      metadata: {
        eventId: randomUUID(),
        version: 1,
        occurredAt: new Date().toISOString(),
        correlationId,
        causationId: correlationId,
        actor: { type: 'system', id: SYSTEM_ACTOR_ID },
      },
      data: { registrationId, userId, email, name, roles: [], status: 'active', method: 'admin' },
    },
  };
}
