import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { missingFrom } from '../../../local/story/story.ts';
import { tell } from '../../../local/story/tell.ts';
import { wholeStory } from '../../support/story.ts';

const told = (story = wholeStory()): string => stripVTControlCharacters(tell(story).join('\n'));

describe('what a story lacks', () => {
  it('is nothing when all that should happen has happened', () => {
    expect(missingFrom(wholeStory())).toEqual([]);
  });

  it('is told, a sentence each', () => {
    const story = wholeStory({ status: 202, states: [], events: [], entries: [], mails: [] });
    expect(missingFrom(story)).toEqual([
      'POST /v1/users answered 202 instead of 201.',
      'The workflow did not end in User Registered.',
      'UserRegistered did not come over the bus.',
      'MailSent did not come over the bus.',
      '0 mails went to ann@example.com instead of one.',
    ]);
  });

  it('is an audit entry where an event has none', () => {
    const story = wholeStory();
    expect(missingFrom({ ...story, entries: story.entries.slice(0, 1) })).toEqual(['MailSent has no audit entry.']);
  });

  it('is a sentence, too, when two mails were sent', () => {
    const story = wholeStory();
    expect(missingFrom({ ...story, mails: [...story.mails, ...story.mails] })).toHaveLength(1);
  });
});

describe('the story as it is told', () => {
  it('goes from the request over states, events and audit entries to the mail', () => {
    expect(told()).toMatchInlineSnapshot(`
      "
      The admin registers Ann <ann@example.com> with the role user.

      POST /v1/users answered 201 after 0.84 s:
         userId 6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b
         roles user

      The workflow passed these states
          0.00 s  Announce Attempt
          1.00 s  User Registered

      These events came over the bus
          1.00 s  UserRegistered  event 00000001
          2.00 s  MailSent        event 00000002

      The audit trail holds 2 entries for 2 events
         09:30:01.000  USER_REGISTERED  user 6f1e2d3c, event 00000001
         09:30:02.000  MAIL_SENT        user 6f1e2d3c, event 00000002

      A mail went to ann@example.com
         Subject: Welcome
         | Welcome, Ann
      "
    `);
  });

  it('says at its end what is missing', () => {
    expect(told(wholeStory({ mails: [] }))).toContain(
      'Missing from this story\n   0 mails went to ann@example.com instead of one.',
    );
  });
});
