import { classify } from '../../platform/aws/classify.ts';
import { Refusal } from '../../platform/errors.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';

/** What a call to the pool threw, as the caller hears it: 503 where trying again may help. */
export function poolSilent(error: unknown): unknown {
  if (classify(error) === 'unexpected' || classify(error) === 'definitive') return error;
  logger.warn('the pool did not answer', errorFields(error));
  return new Refusal('unavailable', 'The identity provider did not answer. Send the same request again in a moment.');
}
