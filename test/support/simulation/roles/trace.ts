import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { Answer } from '../requests.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { changesSomething, type State, stateAfter, stateOf } from './state.ts';

/** One request that was sent; an action with retries is several. */
export interface SentRequest {
  readonly requestId: string;
  readonly action: Action;
  /** What the caller may do, as the authorizer answered when it was sent. */
  readonly permissions: ReadonlySet<string>;
  /** How many rows there were when it was sent. */
  readonly since: number;
  answer?: Answer;
}

/** The requests sent in a world, the rows of its journal, and the state after each row. */
export class Trace {
  readonly requests = new Map<string, SentRequest>();
  readonly rows: JournalRow[] = [];
  /** `states[n]` is what the first n rows make. */
  readonly states: State[];
  readonly #changed = new Set<string>();

  /** `onRow` is called for each row that is written from now on, within its transaction. */
  constructor(world: World, onRow: () => void) {
    this.states = [stateOf(world)];
    const { onChange } = world.database;
    world.database.onChange = (change) => {
      onChange(change);
      if (change.table !== 'journal' || change.before !== undefined) return;
      this.#add(change.after as unknown as JournalRow);
      onRow();
    };
  }

  get now(): State {
    return this.states[this.rows.length] as State;
  }

  /** Of which request a row is; undefined for what follows from another event. */
  requestOf({ detail }: JournalRow): SentRequest | undefined {
    return this.requests.get(detail.metadata.causationId);
  }

  #add(row: JournalRow): void {
    const { userId } = row.detail.data as { userId?: string };
    const change = `${row.operationId} ${userId}`;
    const isFirst = changesSomething(row) && !this.#changed.has(change);
    if (isFirst) this.#changed.add(change);
    this.states.push(stateAfter(this.now, row, isFirst));
    this.rows.push(row);
  }
}
