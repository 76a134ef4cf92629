import {
  ASSIGN,
  ann,
  CRASH_AFTER,
  error,
  fault,
  intents,
  LOST,
  lasting,
  MAILER,
  MINUTES_MS,
  mailsToAnn,
  noDeletions,
  refusedRoles,
  registers,
} from './fault-builders.ts';
import type { NamedFault } from './named-fault.ts';

/** Faults 14 to 23: of publishing and consuming, and of concurrent actions. */
export const deliveryFaults: Readonly<Record<string, NamedFault>> = {
  '14: publishing fails in part': {
    scenario: {
      actors: [registers()],
      faults: [
        fault(
          'journal/publish-journal',
          'PutEvents',
          { kind: 'refused-entries', which: 'odd', code: 'InternalFailure' },
          { nth: 2 },
        ),
      ],
    },
    ends: { ann: 'registered' },
  },
  '14: the bus is down for half an hour': {
    scenario: {
      actors: [registers()],
      faults: [
        fault('journal/publish-journal', 'PutEvents', error('ServiceUnavailableException'), lasting),
        fault('states', 'PutEvents', error('ServiceUnavailableException'), lasting),
      ],
    },
    ends: { ann: 'registered' },
  },
  '14: the publisher and the machine publish, and their answers are lost': {
    scenario: {
      actors: [registers()],
      faults: [fault('journal/publish-journal', 'PutEvents', CRASH_AFTER), fault('states', 'PutEvents', LOST)],
    },
    ends: { ann: 'registered' },
  },
  '15: every message comes twice': {
    scenario: {
      actors: [
        { does: 'invite', key: 'inv', email: ann.email, roles: ['admin'] },
        { ...registers(), after: MINUTES_MS },
      ],
      copies: () => 2,
    },
    ends: { ann: 'registered' },
    also: mailsToAnn,
    is: 2,
  },
  '15: the audit store is down for half an hour': {
    scenario: {
      actors: [registers()],
      faults: [fault('audit/record-entry', 'PutItem', error('InternalServerError'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '16: the mailer crashes after the send': {
    scenario: { actors: [registers()], faults: [fault(MAILER, 'SendEmail', CRASH_AFTER)] },
    ends: { ann: 'registered' },
    also: (world) => [intents(world), mailsToAnn(world)],
    is: [['unknown'], 1],
  },
  '18: clocks are five minutes apart': {
    scenario: {
      actors: [
        registers(),
        { does: 'disable', key: 'ann', after: 70_000 },
        { does: 'enable', key: 'ann', after: 80_000 },
      ],
      skewOf: (by) => (by.length % 2 === 0 ? -5 : 5) * MINUTES_MS,
      faults: [fault(ASSIGN, 'AdminGetUser', error('TooManyRequestsException'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '19: two registrations of one address, in another form': {
    scenario: {
      actors: [
        { does: 'register', key: 'ann', email: 'Zo\u00eb@example.com', roles: ['user'] },
        { does: 'register', key: 'bob', email: 'zoe\u0308@EXAMPLE.com', roles: ['readonly'] },
      ],
    },
    ends: { ann: 'registered', bob: 'failed' },
  },
  '23: registering again during a rollback': {
    scenario: {
      actors: [
        { ...registers(), impatient: true },
        { does: 'register', key: 'again', email: 'ANN@example.com', roles: [], after: 20_000, impatient: true },
      ],
      faults: [refusedRoles, noDeletions],
    },
    ends: { ann: 'rolled_back', again: 'failed' },
  },
};
