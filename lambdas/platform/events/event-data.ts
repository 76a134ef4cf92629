import * as z from 'zod/mini';
import type { EventDefinition } from '../../../contracts/events/define-event.ts';
import type { Delivery } from './consumer.ts';

/**
 * An event's data by its contract. Fields that a newer publisher added are dropped, because adding
 * one is no breaking change. Throws when the data is not the event's.
 */
export const dataOf = <Type extends string, Shape extends z.core.$ZodShape>(
  event: EventDefinition<Type, z.ZodMiniObject<Shape, z.core.$strict>>,
  delivery: Delivery,
): z.output<z.ZodMiniObject<Shape, z.core.$strip>> => z.parse(z.object(event.data.shape), delivery.data);
