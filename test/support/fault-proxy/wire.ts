import { randomUUID } from 'node:crypto';
import { type Call, type Protocol, protocolOf } from './call.ts';

/** An answer as it goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export interface WireError {
  readonly name: string;
  readonly message?: string | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** Errors of the server's side; AWS answers 400 to all others, most of Cognito's among them. */
const serverErrors: Readonly<Record<string, number>> = {
  InternalErrorException: 500,
  InternalServerError: 500,
  InternalServerException: 500,
  InternalFailure: 500,
  InternalException: 500,
  KMSInternalException: 500,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
};

export const statusOf = (name: string): number => serverErrors[name] ?? 400;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const bodies: Readonly<Record<Protocol, (error: WireError, message: string) => string>> = {
  json: ({ name, fields }, message) => JSON.stringify({ __type: name, message, ...fields }),
  query: ({ name }, message) =>
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${statusOf(name) < 500 ? 'Sender' : 'Receiver'}</Type>` +
    `<Code>${escapeXml(name)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
};

/** An error as the call's service puts it on the wire. */
export function errorAnswer(call: Call, error: WireError): Answer {
  const protocol = protocolOf(call);
  // Looks like what AWS says: answers to API callers are checked for it.
  const message =
    error.message ?? `${error.name} for arn:aws:${call.service}:us-east-1:000000000000:injected by the fault proxy`;
  const headers = {
    'x-amzn-requestid': randomUUID(),
    'content-type': protocol === 'json' ? 'application/x-amz-json-1.0' : 'text/xml',
    ...(protocol === 'json' ? { 'x-amzn-errortype': error.name } : {}),
  };
  return { status: statusOf(error.name), headers, body: Buffer.from(bodies[protocol](error, message)) };
}
