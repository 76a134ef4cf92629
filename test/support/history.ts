import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** The states that were entered, in their order: AWS counts each as a transition. */
export const statesEntered = (history: readonly HistoryEvent[]): readonly string[] =>
  history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);

/** How many Lambda functions the workflow called, retries with them. */
export const lambdaCallsIn = (history: readonly HistoryEvent[]): number =>
  history.filter(
    ({ type, taskScheduledEventDetails }) =>
      type === 'LambdaFunctionScheduled' || taskScheduledEventDetails?.resourceType === 'lambda',
  ).length;

/** How many events the workflow published itself. */
export const publishedIn = (history: readonly HistoryEvent[]): number =>
  history.filter(({ taskScheduledEventDetails }) => taskScheduledEventDetails?.resourceType === 'events').length;

const ends: readonly (string | undefined)[] = [
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
];

/** Milliseconds from the execution's start to its end; throws where it has none. */
export function durationOf(history: readonly HistoryEvent[]): number {
  const begun = history.find(({ type }) => type === 'ExecutionStarted')?.timestamp;
  const ended = history.find(({ type }) => ends.includes(type))?.timestamp;
  if (begun === undefined || ended === undefined) throw new Error('the execution has not ended');
  return ended.getTime() - begun.getTime();
}
