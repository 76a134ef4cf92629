import { PROBLEM_TYPE_PREFIX, type Problem, type ProblemType, problemTypes } from '../../../contracts/api/problems.ts';
import { classify } from '../aws/classify.ts';
import { errorNameOf, Refusal } from '../errors.ts';
import type { ApiAnswer } from './endpoint.ts';

const detailOf: Partial<Record<ProblemType, string>> = {
  internal_error: 'The request was not completed. Try again; if it stays, give your operator the requestId.',
  unavailable: 'A service that this request needs did not answer. Send the same request again.',
};

/** Where a repetition may help, by the one classification of AWS errors; 500 where it cannot. */
function isTransient(error: unknown): boolean {
  const faultClass = classify(error);
  return errorNameOf(error) === 'Transient' || faultClass === 'transient' || faultClass === 'ambiguous';
}

const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const type = isTransient(error) ? 'unavailable' : 'internal_error';
  return new Refusal(type, detailOf[type] ?? '');
};

/** Any error as RFC 9457's problem; only a Refusal's text leaves. */
export function problemAnswer(error: unknown, requestId: string): ApiAnswer {
  const refusal = asRefusal(error);
  const { status, title } = problemTypes[refusal.type];
  const body: Problem = {
    type: `${PROBLEM_TYPE_PREFIX}${refusal.type}`,
    title,
    status,
    detail: refusal.message,
    requestId,
    ...(refusal.errors ? { errors: [...refusal.errors] } : {}),
    ...(refusal.registrationId ? { registrationId: refusal.registrationId } : {}),
  };
  const after = refusal.retryAfterSeconds;
  const retry: Record<string, string> = after === undefined ? {} : { 'retry-after': String(after) };
  return { status, body, headers: { 'content-type': 'application/problem+json', ...retry } };
}
