import type { Route } from '../../../contracts/api/route.ts';
import { Refusal } from '../errors.ts';
import { cookiesOf } from './cookie.ts';
import type { ApiEvent, Caller } from './endpoint.ts';

/** The origins of the application: APP_URL's, and the API's own. */
function allowedOrigins({ requestContext }: ApiEvent): readonly string[] {
  const app = process.env.APP_URL;
  return [`https://${requestContext.domainName}`, ...(app ? [new URL(app).origin] : [])];
}

/**
 * Whether a page of the application sent the request, or no page at all. A browser states the origin in headers
 * that no page can set; a program sends neither header, and no cookie by accident.
 */
function isSameSite(event: ApiEvent): boolean {
  const { origin, 'sec-fetch-site': site } = event.headers;
  if (origin !== undefined && allowedOrigins(event).includes(origin)) return true;
  if (site === 'same-origin') return true;
  return origin === undefined && site === undefined && cookiesOf(event).length === 0;
}

const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';

/**
 * CSRF protection, for changes with a cookie and for public routes such as the login. A form of another site cannot
 * send JSON; a script of another site needs a CORS preflight, which the API does not answer. Refuses with 415 or 403.
 */
export function refuseCrossSite(event: ApiEvent, method: Route['method'], via: Caller['via']): void {
  if (method === 'GET') return;
  if ((event.body || via === 'cookie') && !isJson(event.headers['content-type'])) {
    throw new Refusal(
      'unsupported_media_type',
      'Send the header Content-Type: application/json; a request with a session cookie needs it even without a body.',
    );
  }
  if (isSameSite(event)) return;
  throw new Refusal(
    'cross_site_request',
    'The request came from a page of another site. Send it from the application itself, or with a token and no cookie.',
  );
}
