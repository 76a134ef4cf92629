import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { missingFrom } from '../../../local/demo/demo.ts';
import { demoLines } from '../../../local/demo/print-demo.ts';
import { completeDemo } from '../../support/demo.ts';

const printed = (demo = completeDemo()): string => stripVTControlCharacters(demoLines(demo).join('\n'));

describe('missingFrom', () => {
  it('returns nothing for a complete demo', () => {
    expect(missingFrom(completeDemo())).toEqual([]);
  });

  it('returns a sentence for each missing outcome', () => {
    const demo = completeDemo({ status: 202, states: [], events: [], entries: [], mails: [] });
    expect(missingFrom(demo)).toEqual([
      'POST /v1/users answered 202 instead of 201.',
      'The workflow did not end in User Registered.',
      'UserRegistered was not published on the bus.',
      'MailSent was not published on the bus.',
      '0 mails were sent to ann@example.com instead of one.',
    ]);
  });

  it('names an event without an audit entry', () => {
    const demo = completeDemo();
    expect(missingFrom({ ...demo, entries: demo.entries.slice(0, 1) })).toEqual(['MailSent has no audit entry.']);
  });

  it('reports a second mail', () => {
    const demo = completeDemo();
    expect(missingFrom({ ...demo, mails: [...demo.mails, ...demo.mails] })).toHaveLength(1);
  });
});

describe('demoLines', () => {
  it('prints the request, the states, the events, the audit entries and the mail in this order', () => {
    expect(printed()).toMatchInlineSnapshot(`
      "
      The admin registers Ann <ann@example.com> with the role user.

      POST /v1/users answered 201 after 0.84 s:
         userId 6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b
         roles user

      The workflow entered these states
          0.00 s  Announce Attempt
          1.00 s  User Registered

      The bus delivered these events
          1.00 s  UserRegistered  event 00000001
          2.00 s  MailSent        event 00000002

      The audit trail has 2 entries for 2 events
         09:30:01.000  USER_REGISTERED  user 6f1e2d3c, event 00000001
         09:30:02.000  MAIL_SENT        user 6f1e2d3c, event 00000002

      A mail was sent to ann@example.com
         Subject: Welcome
         | Welcome, Ann
      "
    `);
  });

  it('names at its end what is missing', () => {
    expect(printed(completeDemo({ mails: [] }))).toContain(
      'Missing from this demo\n   0 mails were sent to ann@example.com instead of one.',
    );
  });
});
