import { describe, expect, it } from 'vitest';
import { invitationCreatedV1 } from '../../../contracts/events/invitation-created.v1.ts';
import { roleAssignmentDeferredV1 } from '../../../contracts/events/role-assignment-deferred.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userRollbackFailedV1 } from '../../../contracts/events/user-rollback-failed.v1.ts';
import { render } from '../../../lambdas/mail/layout.ts';
import { rolesDeferredNotice, rollbackFailedNotice } from '../../../lambdas/mail/templates/operator-notices.ts';
import { invitation, welcome } from '../../../lambdas/mail/templates/user-mails.ts';

const URL = 'https://rollcall.example';

describe('mail templates', () => {
  it('escape every value in HTML and no value in text', () => {
    const name = `<script>alert("1")</script> & 'Ann'`;

    const mail = render(welcome({ ...userRegisteredV1.example, name }, `${URL}/?a="><b>`));

    expect(mail.html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Ann&#39;');
    expect(mail.html).toContain('href="https://rollcall.example/?a=&quot;&gt;&lt;b&gt;"');
    expect(mail.html).not.toContain('<script');
    expect(mail.text).toContain(name);
  });

  it('keep the subject on one line when a value has line breaks', () => {
    const registrationId = 'reg-1\r\nBcc: all@example.com\u2028';

    const mail = render(rollbackFailedNotice({ ...userRollbackFailedV1.example, registrationId }));

    expect(mail.subject).toBe('Manual cleanup required: registration reg-1 Bcc: all@example.com');
  });

  it('announce pending roles as following shortly', () => {
    const { example } = userRegisteredV1;

    expect(render(welcome(example, URL)).text).toContain('Your roles: user.');
    expect(render(welcome({ ...example, status: 'roles_pending' }, URL)).text).toContain('follow shortly: user.');
    expect(render(welcome({ ...example, roles: [] }, URL)).text).not.toContain('roles');
  });

  it('state when an invitation expires', () => {
    const { text } = render(invitation(invitationCreatedV1.example, `${URL}/invitations/accept?token=t`));

    expect(text).toContain('expires on 29 Nov 2026, 09:30 UTC');
    expect(text).toContain(`${URL}/invitations/accept?token=t`);
  });

  it('state both causes of a failed rollback', () => {
    const { html } = render(rollbackFailedNotice(userRollbackFailedV1.example));

    expect(html).toContain('role_assignment_failed: The roles were refused.');
    expect(html).toContain('identity_provider_error: The identity provider did not delete the user.');
  });

  it('state the user and the cause of pending roles', () => {
    const { text } = render(rolesDeferredNotice(roleAssignmentDeferredV1.example));

    expect(text).toContain('(503)');
    expect(text).toContain(`User: ${roleAssignmentDeferredV1.example.userId}`);
  });
});
