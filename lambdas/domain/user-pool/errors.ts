import { classify } from '../../platform/aws/classify.ts';
import { errorNameOf, unavailable } from '../../platform/errors.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';

/** Cognito's errors that are outcomes to the caller, by their names. */
type Outcomes<Outcome> = Readonly<Record<string, Outcome>>;

export const NOT_FOUND = 'UserNotFoundException';

/** The outcome of a call to Cognito: `success`, or that of the error's name. Any other error is thrown as the SDK threw it. */
export async function outcomeOf<Outcome>(
  call: Promise<unknown>,
  success: Outcome,
  outcomes: Outcomes<Outcome>,
): Promise<Outcome> {
  try {
    await call;
    return success;
  } catch (error) {
    const name = errorNameOf(error);
    if (Object.hasOwn(outcomes, name)) return outcomes[name] as Outcome;
    throw error;
  }
}

/** What the caller of our API gets for an error of Cognito: 503 where trying again may help, else the error itself. */
export function translatePoolError(error: unknown, consequence: string): unknown {
  const kind = classify(error);
  if (kind === 'unexpected' || kind === 'definitive') return error;
  logger.warn('the user pool did not answer', errorFields(error));
  return poolUnavailable(consequence);
}

export const poolUnavailable = (consequence: string) => unavailable('The identity provider', consequence);
