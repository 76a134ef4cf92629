import type { Invoke } from './consumers.ts';
import type { Database } from './dynamo/database.ts';
import type { VirtualTime } from './virtual-time.ts';

const MINUTE_MS = 60_000;

/** The schedule that sweeps every minute; minutes in which nothing is due are skipped. */
export class Sweeper {
  readonly #time: VirtualTime;
  readonly #database: Database;
  readonly #invoke: Invoke;
  readonly #armed = new Set<number>();

  constructor(time: VirtualTime, database: Database, invoke: Invoke) {
    this.#time = time;
    this.#database = database;
    this.#invoke = invoke;
  }

  /** Something is due at `dueAt`, an ISO time; undefined is nothing. */
  arm(dueAt: unknown): void {
    if (typeof dueAt !== 'string') return;
    const minute = Math.ceil(Math.max(Date.parse(dueAt), this.#time.now + 1) / MINUTE_MS);
    if (this.#armed.has(minute)) return;
    this.#armed.add(minute);
    this.#time.after(minute * MINUTE_MS - this.#time.now, () => void this.#sweep(minute));
  }

  async #sweep(minute: number): Promise<void> {
    this.#armed.delete(minute);
    if (!this.#isDue()) return;
    await this.#invoke('registration/sweep-registrations', {}).catch(() => {});
    // What is due still was not reached, or failed: the next minute takes it up.
    if (this.#isDue()) this.arm(this.#time.clock().toISOString());
  }

  #isDue(): boolean {
    const now = this.#time.clock().toISOString();
    const { items } = this.#database.table('registrations');
    return items.some(({ dueList, dueAt }) => dueList !== undefined && String(dueAt) <= now);
  }
}
