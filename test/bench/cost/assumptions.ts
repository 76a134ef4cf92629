// What only AWS can measure, as round numbers on the safe side. What is counted stands in usage.ts.

/** Milliseconds that a function waits for one call, by service; all are within a Region. */
export const msOfCall: Readonly<Record<string, number>> = {
  dynamodb: 10,
  'cognito-idp': 80,
  events: 25,
  states: 40,
  ses: 100,
  kms: 10,
  // The pool's public keys: once in an instance's life, not once a registration.
  http: 0,
};

/** Own code of a warm call: parsing, checking, signing. A cold start is 200 ms, of fewer than one call in a hundred. */
export const MS_OF_OWN_CODE = 5;

/** Step Functions between two states; the API's function waits for the workflow, and is paid meanwhile. */
export const MS_OF_TRANSITION = 25;

/** lib/constructs/function.ts: 512 MB for every function. */
export const GB_OF_FUNCTION = 0.5;

/** START, END and REPORT (about 400 bytes), and one line of our own with its metric. */
export const LOG_BYTES_OF_CALL = 900;

/** The workflow's log has every event of its history, without what it carried. */
export const LOG_BYTES_OF_HISTORY_EVENT = 500;

/** EventBridge sends a message, the poller receives and deletes it: batches of one are the worst case. */
export const QUEUE_REQUESTS_OF_DELIVERY = 3;
