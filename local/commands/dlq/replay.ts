import type { Message } from '@aws-sdk/client-sqs';
import type { DeployedSystem } from '../../system/find-system.ts';
import { describeMessage } from './describe.ts';
import { deleteMessage, depthOf, receive, release, send } from './messages.ts';
import type { DeadLetterQueue } from './queues.ts';
import { republish } from './republish.ts';

/** One message that stays in the queue, and why. */
export interface Remaining {
  readonly messageId: string;
  readonly reason: string;
}

export interface ReplayReport {
  readonly queue: string;
  /** Sent again, and deleted here. */
  readonly replayed: number;
  /** Runs of a schedule: the next run has done their work, so they are deleted only. */
  readonly dropped: number;
  readonly remaining: readonly Remaining[];
}

type Outcome = 'replayed' | 'dropped' | Remaining;

async function sendAgain(system: DeployedSystem, queue: DeadLetterQueue, message: Message): Promise<Outcome> {
  const { clients, outputs } = system;
  const { kind, stream, messageId } = describeMessage(message);
  if (queue.sourceUrl !== undefined) {
    await send(clients.queues, queue.sourceUrl, message.Body ?? '');
    return 'replayed';
  }
  if (kind === 'run') return 'dropped';
  if (stream === undefined) return { messageId, reason: 'its body is neither an event nor a batch of the stream' };
  const reason = await republish(clients, outputs.eventBusName, stream);
  return reason === undefined ? 'replayed' : { messageId, reason };
}

async function replayMessage(system: DeployedSystem, queue: DeadLetterQueue, message: Message): Promise<Outcome> {
  try {
    const outcome = await sendAgain(system, queue, message);
    // Only after it is sent: a crash in between leaves a duplicate, which consumers drop.
    if (typeof outcome === 'string') await deleteMessage(system.clients.queues, queue.url, message);
    return outcome;
  } catch (error) {
    return { messageId: message.MessageId ?? '', reason: error instanceof Error ? error.name : 'unknown error' };
  }
}

/** Sends again what is in a dead-letter queue now, and not what returns meanwhile; at most `limit`. */
export async function replay(system: DeployedSystem, queue: DeadLetterQueue, limit: number): Promise<ReplayReport> {
  const { queues } = system.clients;
  const outcomes: Outcome[] = [];
  const unsent: Message[] = [];
  const total = Math.min(limit, await depthOf(queues, queue.url));
  try {
    while (outcomes.length < total) {
      const messages = await receive(queues, queue.url, total - outcomes.length);
      if (messages.length === 0) break;
      for (const message of messages) {
        const outcome = await replayMessage(system, queue, message);
        outcomes.push(outcome);
        if (typeof outcome !== 'string') unsent.push(message);
      }
    }
  } finally {
    await release(queues, queue.url, unsent);
  }
  return {
    queue: queue.name,
    replayed: outcomes.filter((outcome) => outcome === 'replayed').length,
    dropped: outcomes.filter((outcome) => outcome === 'dropped').length,
    remaining: outcomes.filter((outcome): outcome is Remaining => typeof outcome !== 'string'),
  };
}
