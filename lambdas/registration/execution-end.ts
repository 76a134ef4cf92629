import * as z from 'zod/mini';
import type { DeadWorkflow } from './finish-registration.ts';

/** What is read of "Step Functions Execution Status Change"; a large input is left out by AWS. */
const statusChange = z.object({
  detail: z.object({ name: z.string(), input: z.optional(z.nullable(z.string())) }),
});

/** The registration whose execution has ended badly. Throws when the message is no such event. */
export function readExecutionEnd(body: string): DeadWorkflow {
  const { name, input } = z.parse(statusChange, JSON.parse(body)).detail;
  return { registrationId: name, input: input ? JSON.parse(input) : {} };
}
