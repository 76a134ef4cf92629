import type { Actor } from '../../../contracts/events/define-event.ts';
import type { Caller } from '../../platform/api/request.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Operation } from '../../platform/events/journal.ts';
import type { IdSource } from '../../platform/ids.ts';
import type { Catalogue } from './definition-store.ts';

export interface CatalogueDependencies {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who asks, and in which request. */
export interface Instruction {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export const operationOf = (instruction: Instruction, id: string, at: Date): Operation => ({
  id,
  correlationId: instruction.correlationId,
  causationId: instruction.requestId,
  actor: instruction.actor,
  at,
});
