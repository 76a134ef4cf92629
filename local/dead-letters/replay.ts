import type { ChosenSystem } from '../chosen-system.ts';
import { type Described, describeLetter } from './describe.ts';
import { depthOf, drop, giveBack, type Letter, send, take } from './letters.ts';
import type { DeadLetterQueue } from './queues.ts';
import { republish } from './republish.ts';

/** One message that stays where it is, and why. */
export interface Kept {
  readonly messageId: string;
  readonly reason: string;
}

export interface Replay {
  readonly queue: string;
  /** Sent on, and taken out. */
  readonly replayed: number;
  /** Runs of a schedule: the next run did what they did not, so they are only taken out. */
  readonly dropped: number;
  readonly kept: readonly Kept[];
}

type Outcome = 'replayed' | 'dropped' | Kept;

async function sendOn(system: ChosenSystem, queue: DeadLetterQueue, letter: Letter): Promise<Outcome> {
  const { clients, outputs } = system;
  const { kind, stream, messageId }: Described = describeLetter(letter);
  if (queue.sourceUrl !== undefined) {
    await send(clients.queues, queue.sourceUrl, letter.Body ?? '');
    return 'replayed';
  }
  if (kind === 'run') return 'dropped';
  if (stream === undefined) return { messageId, reason: 'it says neither what it is nor where it came from' };
  const reason = await republish(clients, outputs.eventBusName, stream);
  return reason === undefined ? 'replayed' : { messageId, reason };
}

async function attempt(system: ChosenSystem, queue: DeadLetterQueue, letter: Letter): Promise<Outcome> {
  try {
    const outcome = await sendOn(system, queue, letter);
    // Only now: a crash in between leaves two of it, and consumers drop what they have had.
    if (typeof outcome === 'string') await drop(system.clients.queues, queue.url, letter);
    return outcome;
  } catch (error) {
    return { messageId: letter.MessageId ?? '', reason: error instanceof Error ? error.name : 'unknown error' };
  }
}

/** Sends on what is in a dead-letter queue now, and not what comes back meanwhile; at most `limit`. */
export async function replay(system: ChosenSystem, queue: DeadLetterQueue, limit: number): Promise<Replay> {
  const { queues } = system.clients;
  const outcomes: Outcome[] = [];
  const stuck: Letter[] = [];
  const most = Math.min(limit, await depthOf(queues, queue.url));
  try {
    while (outcomes.length < most) {
      const letters = await take(queues, queue.url, most - outcomes.length);
      if (letters.length === 0) break;
      for (const letter of letters) {
        const outcome = await attempt(system, queue, letter);
        outcomes.push(outcome);
        if (typeof outcome !== 'string') stuck.push(letter);
      }
    }
  } finally {
    await giveBack(queues, queue.url, stuck);
  }
  return {
    queue: queue.name,
    replayed: outcomes.filter((outcome) => outcome === 'replayed').length,
    dropped: outcomes.filter((outcome) => outcome === 'dropped').length,
    kept: outcomes.filter((outcome): outcome is Kept => typeof outcome !== 'string'),
  };
}
