import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

export const platformAlert = (alert: MailedData<'PlatformAlertRaised'>): MailContent => ({
  subject: `Alert: ${alert.title}`,
  heading: 'Something needs an operator',
  paragraphs: [alert.title, 'The runbook of this Rollcall (docs/runbook.md) says what to look at and how to mend it.'],
  facts: [
    ['Severity', alert.severity],
    ['Source', alert.source],
    ['Alert', alert.id],
  ],
  footer: 'You get this mail because this address is set as the operators’ of this Rollcall.',
});
