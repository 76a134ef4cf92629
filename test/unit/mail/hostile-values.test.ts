import { describe, expect, it } from 'vitest';
import { invitationCreatedV1 } from '../../../contracts/events/invitation-created.v1.ts';
import { passwordChangedV1 } from '../../../contracts/events/password-changed.v1.ts';
import { passwordResetCompletedV1 } from '../../../contracts/events/password-reset-completed.v1.ts';
import { passwordResetRequestedV1 } from '../../../contracts/events/password-reset-requested.v1.ts';
import { platformAlertRaisedV1 } from '../../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentDeferredV1 } from '../../../contracts/events/role-assignment-deferred.v1.ts';
import { signUpRefusedV1 } from '../../../contracts/events/sign-up-refused.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userRollbackFailedV1 } from '../../../contracts/events/user-rollback-failed.v1.ts';
import { userVerificationCompletedV1 } from '../../../contracts/events/user-verification-completed.v1.ts';
import { userVerificationRequestedV1 } from '../../../contracts/events/user-verification-requested.v1.ts';
import { type MailContent, render } from '../../../lambdas/mail/layout.ts';
import {
  platformAlert,
  rolesDeferredNotice,
  rollbackFailedNotice,
} from '../../../lambdas/mail/templates/operator-notices.ts';
import {
  accountExists,
  invitation,
  passwordChanged,
  passwordReset,
  verification,
  verifiedWelcome,
  welcome,
} from '../../../lambdas/mail/templates/user-mails.ts';

const DIRECTION_MARKS = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
const hostile = `<b onmouseover="x">Ann</b>\r\nBcc: all@example.com\u2028${DIRECTION_MARKS}'&`;
const URL = 'https://rollcall.example/?a=1&b="2"';

const { example: registered } = userRegisteredV1;
const templates: Readonly<Record<string, MailContent>> = {
  welcome: welcome({ ...registered, name: hostile, email: hostile, roles: [hostile] }, URL),
  'welcome after verifying': verifiedWelcome({ ...userVerificationCompletedV1.example, email: hostile }, URL),
  verification: verification({ ...userVerificationRequestedV1.example, email: hostile }, URL),
  'account-exists': accountExists({ ...signUpRefusedV1.example, email: hostile }, URL),
  'password-reset': passwordReset({ ...passwordResetRequestedV1.example, email: hostile }, URL),
  'password-changed': passwordChanged({ ...passwordChangedV1.example, email: hostile }, URL),
  'password-changed by a link': passwordChanged({ ...passwordResetCompletedV1.example, email: hostile }, URL),
  invitation: invitation({ ...invitationCreatedV1.example, roles: [hostile] }, URL),
  'platform-alert': platformAlert({ ...platformAlertRaisedV1.example, title: hostile, source: hostile }),
  'roles-deferred-notice': rolesDeferredNotice({ ...roleAssignmentDeferredV1.example, roles: [hostile] }),
  'rollback-failed-notice': rollbackFailedNotice({ ...userRollbackFailedV1.example, registrationId: hostile }),
};

describe.each(Object.entries(templates))('the mail %s', (_, content) => {
  const { subject, html, text } = render(content);

  it('escapes markup', () => {
    expect(html).not.toContain('<b ');
    expect(html).toContain('&lt;b onmouseover=&quot;x&quot;&gt;Ann&lt;/b&gt;');
    expect(html).not.toContain('&b="2"');
  });

  it('has no line that begins with a value', () => {
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text).not.toContain('\u2028');
  });

  it('contains no mark that changes the direction of text', () => {
    for (const mark of DIRECTION_MARKS) expect(`${subject}${html}${text}`).not.toContain(mark);
  });
});

describe('mails', () => {
  it('keep all letters of a name, whatever their direction', () => {
    const { text } = render(welcome({ ...registered, name: 'אן \u202eדוגמה José 漢字' }, URL));
    expect(text).toContain('אן דוגמה José 漢字');
  });

  it('to an unverified address contain no name, which a stranger may have typed', () => {
    for (const { example } of [userVerificationRequestedV1, signUpRefusedV1, passwordResetRequestedV1]) {
      expect(Object.keys(example)).not.toContain('name');
    }
  });
});
