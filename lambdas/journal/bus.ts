import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PublisherDependencies } from './publish.ts';

const BASE_WAIT_MS = 100;

/** EventBridge and real time, as the publisher takes them. */
export function eventBus(client: EventBridgeClient, bus: string): PublisherDependencies {
  return {
    bus,
    putEvents: async (entries) => (await client.send(new PutEventsCommand({ Entries: [...entries] }))).Entries ?? [],
    pause: (attempt) => new Promise((resume) => setTimeout(resume, Math.random() * BASE_WAIT_MS * 2 ** (attempt - 1))),
  };
}
