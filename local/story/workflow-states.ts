import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';

/** A state that an execution has entered. */
export interface PassedState {
  readonly name: string;
  readonly enteredAt: Date;
}

/** The states in a history, in the order in which they were entered. */
export function statesIn(history: readonly HistoryEvent[]): readonly PassedState[] {
  return history.flatMap(({ stateEnteredEventDetails, timestamp }) =>
    stateEnteredEventDetails?.name && timestamp ? [{ name: stateEnteredEventDetails.name, enteredAt: timestamp }] : [],
  );
}

/** The states that an execution has passed so far; none when there is no such execution yet. */
export async function passedStates(client: SFNClient, executionArn: string): Promise<readonly PassedState[]> {
  try {
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return statesIn(events);
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return [];
    throw error;
  }
}
