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
  history.filter(({ taskScheduledEventDetails }) => {
    const { resourceType, resource } = taskScheduledEventDetails ?? {};
    // AWS says `events`, the emulator says `states` and the whole ARN.
    return resourceType === 'events' || resource?.endsWith(':events:putEvents');
  }).length;

const ends: readonly (string | undefined)[] = [
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
];

const ended = ({ type }: HistoryEvent): boolean => ends.includes(type);

/** When the execution's first state was entered, and when it ended, both in milliseconds from its start. */
export function timesOf(history: readonly HistoryEvent[]): { readonly entered: number; readonly ended: number } {
  const at = (is: (event: HistoryEvent) => boolean): number => history.find(is)?.timestamp?.getTime() ?? Number.NaN;
  const begun = at(({ type }) => type === 'ExecutionStarted');
  const entered = at(({ stateEnteredEventDetails }) => stateEnteredEventDetails !== undefined) - begun;
  if (Number.isNaN(at(ended))) throw new Error('the execution has not ended');
  return { entered, ended: at(ended) - begun };
}
