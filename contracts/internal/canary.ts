/**
 * The canary: a journal row that means nothing. It goes the way of every event (journal, stream, publisher, bus,
 * rule), and an alarm misses it when it does not arrive. Its source is its own, so that no consumer gets it.
 */
export const CANARY_SOURCE = 'rollcall.canary';
export const CANARY_TYPE = 'Canary';
