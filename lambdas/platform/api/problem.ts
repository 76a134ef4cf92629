import { PROBLEM_TYPE_PREFIX, type Problem, type ProblemType, problemTypes } from '../../../contracts/api/problems.ts';
import { errorNameOf, Refusal } from '../errors.ts';
import type { ApiAnswer } from './answer.ts';

const detailOf: Partial<Record<ProblemType, string>> = {
  internal_error: 'The request was not completed. Try again; if it stays, give your operator the requestId.',
  unavailable: 'A service that this needs did not answer. Nothing is lost; send the same request again.',
};

// Names of errors that pass by themselves, AWS's and our own Transient: the caller may try again.
const passing = new Set([
  'Transient',
  'ThrottlingException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
  'InternalServerException',
  'InternalErrorException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'ExecutionLimitExceeded',
]);

const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const type = passing.has(errorNameOf(error)) ? 'unavailable' : 'internal_error';
  return new Refusal(type, detailOf[type] ?? '');
};

/** Any error as RFC 9457's problem; what is not a Refusal shows nothing of itself. */
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
