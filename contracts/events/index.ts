import type * as z from 'zod/mini';
import type { EventMetadata } from './define-event.ts';
import * as definitions from './definitions.ts';

type Catalogue = (typeof definitions)[keyof typeof definitions];

/** The catalogue: every event that Rollcall publishes, each version once, by name. */
export const catalogue: readonly Catalogue[] = Object.values(definitions);

/** An event's name, which is EventBridge's detail-type. */
export type EventType = Catalogue['type'];

/** The data of the event named `Type`. */
export type EventData<Type extends EventType> = z.output<Extract<Catalogue, { type: Type }>['data']>;

/** An event on the bus: `detail` is `{ metadata, data }`. */
export interface Envelope<Type extends EventType = EventType> {
  readonly metadata: EventMetadata;
  readonly data: EventData<Type>;
}

/** The name of the bus and the source of every event. */
export const EVENT_SOURCE = 'rollcall';
