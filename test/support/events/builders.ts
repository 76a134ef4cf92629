import type * as z from 'zod/mini';
import type { EventDefinition, EventMetadata } from '../../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { Delivery } from '../../../lambdas/platform/events/consumer.ts';

export const EVENT_ID = '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b';

export function metadataOf(changes: Partial<EventMetadata> = {}): EventMetadata {
  return {
    eventId: EVENT_ID,
    version: 1,
    occurredAt: '2026-11-22T09:30:00.000Z',
    correlationId: 'cor-1',
    causationId: 'cause-1',
    actor: { type: 'system', id: SYSTEM_ACTOR_ID },
    ...changes,
  };
}

/** An event as a consumer gets it; its data is the contract's example. */
export function aDelivery<Type extends string, Data extends z.ZodMiniType>(
  event: EventDefinition<Type, Data>,
  data: Partial<z.output<Data>> = {},
  metadata: Partial<EventMetadata> = {},
): Delivery {
  const example = event.example as Record<string, unknown>;
  return { type: event.type, metadata: metadataOf(metadata), data: { ...example, ...(data as object) } };
}
