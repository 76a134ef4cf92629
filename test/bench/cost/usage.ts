import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import { lambdaCallsIn, publishedIn, statesEntered } from '../../support/history.ts';
import {
  GB_OF_FUNCTION,
  LOG_BYTES_OF_CALL,
  LOG_BYTES_OF_HISTORY_EVENT,
  MS_OF_OWN_CODE,
  MS_OF_TRANSITION,
  msOfCall,
  QUEUE_REQUESTS_OF_DELIVERY,
} from './assumptions.ts';
import type { Capacity } from './capacity.ts';
import type { Usage } from './prices.ts';

/** What one registration through the API was seen to do. */
export interface Observed {
  readonly history: readonly HistoryEvent[];
  /** All calls of all functions, until the last event was recorded and the mail was sent. */
  readonly calls: readonly LoggedCall[];
  /** Those of `calls` that the workflow's own tasks made. */
  readonly taskCalls: readonly LoggedCall[];
  readonly capacity: Capacity;
  /** Calls that wrote journal rows: each wakes the publisher, where no other call writes. */
  readonly journalWrites: number;
  /** Messages that rules made of the events. */
  readonly deliveries: number;
}

// The authorizer and the API's function.
const FUNCTIONS_OF_REQUEST = 2;

const msOf = (calls: readonly LoggedCall[]): number =>
  calls.reduce((total, { service }) => total + (msOfCall[service] ?? 0), 0);

const ofPublisher = (calls: readonly LoggedCall[]): readonly LoggedCall[] =>
  calls.filter(({ service, operation }) => service === 'events' && operation === 'PutEvents');

const entriesIn = (calls: readonly LoggedCall[]): readonly { readonly DetailType: string }[] =>
  calls.flatMap(({ text }) => JSON.parse(text).Entries);

/** The types of the events that the publisher put on the bus. */
export const publishedTypes = (calls: readonly LoggedCall[]): readonly string[] =>
  entriesIn(ofPublisher(calls)).map(({ DetailType }) => DetailType);

/** Every function that ran: the workflow's, the request's, one for each transaction with news in it, one a message. */
const functionCalls = ({ history, journalWrites, deliveries }: Observed): number =>
  lambdaCallsIn(history) + FUNCTIONS_OF_REQUEST + journalWrites + deliveries;

/** The API's function waits for the workflow's end and is paid for it. */
function msOfFunctions(observed: Observed): number {
  const { history, calls, taskCalls } = observed;
  const own = functionCalls(observed) * MS_OF_OWN_CODE;
  const tasks =
    msOf(taskCalls) + lambdaCallsIn(history) * MS_OF_OWN_CODE + publishedIn(history) * (msOfCall.events ?? 0);
  const waiting = tasks + statesEntered(history).length * MS_OF_TRANSITION;
  return own + msOf(calls) + waiting;
}

/** What a registration takes of everything that has a price. */
export function usageOf(observed: Observed): Usage {
  const { history, calls, capacity, journalWrites, deliveries } = observed;
  const lambdaCall = functionCalls(observed);
  return {
    transition: statesEntered(history).length,
    lambdaCall,
    lambdaGbSecond: (msOfFunctions(observed) / 1000) * GB_OF_FUNCTION,
    event: publishedTypes(calls).length + publishedIn(history),
    ruleDelivery: deliveries,
    queueRequest: deliveries * QUEUE_REQUESTS_OF_DELIVERY,
    writeUnit: capacity.writes,
    readUnit: capacity.reads,
    streamRead: journalWrites,
    httpRequest: 1,
    logByte: lambdaCall * LOG_BYTES_OF_CALL + history.length * LOG_BYTES_OF_HISTORY_EVENT,
  };
}
