/**
 * The canary: a journal row without meaning. It takes the path of every event (journal, stream, publisher, bus,
 * rule), and an alarm fires when it does not arrive. It has a source of its own, so that no consumer gets it.
 */
export const CANARY_SOURCE = 'rollcall.canary';
export const CANARY_TYPE = 'Canary';
