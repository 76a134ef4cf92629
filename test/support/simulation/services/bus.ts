/** An event on the bus, as its consumers read it. */
export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}
interface Input {
  readonly Entries: readonly Entry[];
}

/** Entries that the bus refuses: which ones, and why. */
export interface RefusedEntries {
  readonly which: 'all' | 'first' | 'odd';
  readonly code: string;
}

const isRefused: Readonly<Record<RefusedEntries['which'], (place: number) => boolean>> = {
  all: () => true,
  first: (place) => place === 0,
  odd: (place) => place % 2 === 1,
};

/** An EventBridge bus in memory: everything that was put goes to `deliver`, in order. */
export class Bus {
  readonly #deliver: (event: BusEvent) => void;

  constructor(deliver: (event: BusEvent) => void) {
    this.#deliver = deliver;
  }

  putEvents({ Entries }: Input, refused?: RefusedEntries) {
    const results = Entries.map(({ Source, DetailType, Detail }, place) => {
      if (refused && isRefused[refused.which](place)) return { ErrorCode: refused.code };
      this.#deliver({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) });
      return { EventId: 'simulated' };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  /** What AWS itself puts on it. */
  announce(event: BusEvent): void {
    this.#deliver(event);
  }
}
