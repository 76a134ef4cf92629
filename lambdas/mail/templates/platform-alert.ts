import type { EventData } from '../../../contracts/events/index.ts';
import { type MailContent, OPERATORS_FOOTER } from '../layout.ts';

export const platformAlert = (alert: EventData<'PlatformAlertRaised'>): MailContent => ({
  subject: `Alert: ${alert.title}`,
  heading: 'An alert needs an operator',
  paragraphs: [alert.title, 'The runbook (docs/runbook.md) says how to diagnose and fix it.'],
  facts: [
    ['Severity', alert.severity],
    ['Source', alert.source],
    ['Alert', alert.id],
  ],
  footer: OPERATORS_FOOTER,
});
