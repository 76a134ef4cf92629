import type { IncomingHttpHeaders } from 'node:http';

/** One AWS call of a handler, named as the SDKs name it. */
export interface Call {
  /** As endpoints name it: `dynamodb`, `cognito-idp`, `ses`, ...; `http` for what is no AWS call. */
  readonly service: string;
  /** `TransactWriteItems`, `AdminGetUser`; the path for what is no AWS call. */
  readonly operation: string;
  /** The request's body as text; a form is decoded, so that an address reads as one. */
  readonly text: string;
}

export type Protocol = 'json' | 'query';

/** The part of X-Amz-Target before the dot. */
const services: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  DynamoDB_20120810: 'dynamodb',
  AWSStepFunctions: 'states',
  AWSEvents: 'events',
  TrentService: 'kms',
};

/** SES (v1) speaks the query protocol: a form whose Action names the operation. */
function readForm(body: string): Call | undefined {
  const form = new URLSearchParams(body);
  const operation = form.get('Action');
  if (operation === null) return undefined;
  return { service: 'ses', operation, text: [...form].map(([name, value]) => `${name}=${value}`).join('\n') };
}

/** Names a request: by its target header (JSON protocols), by its form (query protocol), else by its path. */
export function readCall(path: string, headers: IncomingHttpHeaders, body: string): Call {
  const [prefix, operation] = String(headers['x-amz-target'] ?? '').split('.');
  const service = services[prefix ?? ''];
  if (service !== undefined && operation !== undefined) return { service, operation, text: body };
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? readForm(body) : undefined;
  return form ?? { service: 'http', operation: path, text: body };
}

export const protocolOf = ({ service }: Call): Protocol => (service === 'ses' ? 'query' : 'json');
