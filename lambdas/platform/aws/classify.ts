import { errorNameOf } from '../errors.ts';

/**
 * What an AWS error means, by its name and never by its HTTP status (the wire says 400 for most
 * Cognito errors):
 *   transient    nothing changed; repeat
 *   ambiguous    the call may have taken effect; read the state, or repeat an idempotent call
 *   definitive   a repetition fails as well
 *   operator     configuration, permission or quota: stop, keep the state, alert the operator
 *   unexpected   not a known AWS error
 */
export type FaultClass = 'transient' | 'ambiguous' | 'definitive' | 'operator' | 'unexpected';

const classes: Readonly<Record<Exclude<FaultClass, 'unexpected'>, readonly string[]>> = {
  transient: [
    'TooManyRequestsException',
    'ThrottlingException',
    'Throttling',
    'LimitExceededException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'TransactionCanceledException',
    'TransactionConflictException',
    'TransactionInProgressException',
    'ReplicatedWriteConflictException',
    // Step Functions: too many executions run.
    'ExecutionLimitExceeded',
  ],
  ambiguous: [
    'InternalErrorException',
    'InternalServerError',
    'InternalFailure',
    'ServiceUnavailable',
    'ServiceUnavailableException',
    'TimeoutError',
    'CodeDeliveryFailureException',
    'UnexpectedLambdaException',
    'InvalidLambdaResponseException',
  ],
  definitive: [
    'InvalidParameterException',
    'AliasExistsException',
    'InvalidPasswordException',
    'UserLambdaValidationException',
    'UnsupportedUserStateException',
    'ValidationException',
    'ConditionalCheckFailedException',
  ],
  operator: [
    'NotAuthorizedException',
    'ResourceNotFoundException',
    'AccessDeniedException',
    'AccessDenied',
    'ExpiredTokenException',
    'UnrecognizedClientException',
  ],
};

const classOfName = new Map(
  Object.entries(classes).flatMap(([faultClass, names]) => names.map((name) => [name, faultClass as FaultClass])),
);

// Node's codes for a connection that broke: the request may have arrived.
const brokenConnection = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** The class of whatever a client threw; an unknown AWS error of the server's side is ambiguous. */
export function classify(error: unknown): FaultClass {
  const known = classOfName.get(errorNameOf(error));
  if (known !== undefined) return known;
  const { code, $fault, $response } = (error ?? {}) as { code?: string; $fault?: string; $response?: unknown };
  if (brokenConnection.has(code ?? '') || $fault === 'server' || $response !== undefined) return 'ambiguous';
  return 'unexpected';
}
