import { onTestFinished } from 'vitest';
import { type BusEvent, followBus } from '../../../local/system/follow-bus.ts';
import { eventually } from '../eventually.ts';
import { clients, outputs } from './system.ts';

export interface Listener {
  /** All that came so far, whatever it is about. */
  all(): Promise<readonly BusEvent[]>;
  /** What came so far about one operation, in the order of arrival. */
  about(correlationId: string): readonly BusEvent[];
  /** Waits until `test` is true of what came so far about one operation; answers that. */
  until(
    what: string,
    correlationId: string,
    test: (events: readonly BusEvent[]) => boolean,
  ): Promise<readonly BusEvent[]>;
}

/** A rule and a queue of its own on the bus, as any integrator would have; both end with the test. */
export async function listenToBus(): Promise<Listener> {
  const follower = await followBus(clients, outputs.eventBusName);
  onTestFinished(() => follower.close());
  const received: BusEvent[] = [];
  const about = (correlationId: string) => received.filter(({ metadata }) => metadata.correlationId === correlationId);
  const receive = async () => {
    received.push(...(await follower.receive()));
  };
  return {
    about,
    async all() {
      let before: number;
      do {
        before = received.length;
        await receive();
      } while (received.length > before);
      return received;
    },
    until: (what, correlationId, test) =>
      eventually(what, async () => {
        await receive();
        const found = about(correlationId);
        if (test(found)) return found;
        throw new Error(`on the bus were [${found.map(({ type }) => type)}]`);
      }),
  };
}
