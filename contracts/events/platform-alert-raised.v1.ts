import * as z from 'zod/mini';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const platformAlertRaisedV1 = defineEvent({
  type: 'PlatformAlertRaised',
  version: 1,
  area: 'operations',
  summary: 'A condition needs an operator.',
  data: z.strictObject({
    id: z.uuid(),
    severity: z.enum(['warning', 'critical']),
    title: storedText,
    source: storedText,
  }),
  example: {
    id: '9d8c7b6a-5f4e-5d3c-8b2a-1f0e9d8c7b6a',
    severity: 'critical',
    title: 'A rollback failed: a user needs manual cleanup.',
    source: 'rollback-failed:0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
  },
});
