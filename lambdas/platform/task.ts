import type * as z from 'zod/mini';
import { errorFields, logger } from './observability/logger.ts';
import { runWithContext } from './observability/request-context.ts';
import { describeErrors, parse } from './parse.ts';

interface TaskInput {
  readonly registrationId?: string;
  readonly registration?: { readonly registrationId: string; readonly correlationId: string };
}

const idsOf = (input: TaskInput) => ({
  registrationId: input.registration?.registrationId ?? input.registrationId,
  correlationId: input.registration?.correlationId,
});

/**
 * A task of a state machine: checks the input against its contract, logs the outcome, and throws on
 * what the logic throws, so that the machine's Retry and Catch decide.
 */
export function task<Schema extends z.ZodMiniType, Output extends { readonly outcome: string }>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Output>,
): (input: unknown) => Promise<Output> {
  return async (raw) => {
    const input = parse(schema, raw);
    if (!input.ok) throw new Error(`the machine and the task disagree: ${describeErrors(input.errors)}`);
    return runWithContext('task', idsOf(input.value as TaskInput), async () => {
      try {
        const output = await run(input.value);
        logger.info('task finished', { outcome: output.outcome });
        return output;
      } catch (error) {
        logger.warn('task did not finish', errorFields(error));
        throw error;
      }
    });
  };
}
