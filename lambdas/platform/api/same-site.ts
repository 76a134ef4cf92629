import type { Route } from '../../../contracts/api/route.ts';
import { Refusal } from '../errors.ts';
import { cookiesOf } from './cookie.ts';
import type { ApiEvent, Caller } from './request.ts';

/** Where our own pages are: at APP_URL, and at the API's own address. */
function ourOrigins({ requestContext }: ApiEvent): readonly string[] {
  const app = process.env.APP_URL;
  return [`https://${requestContext.domainName}`, ...(app ? [new URL(app).origin] : [])];
}

/**
 * Whether a page of ours sent it, or no page at all. A browser says where a request comes from in headers
 * that no page can write; a program sends neither of them, and no cookie that it did not choose to send.
 */
function isSameSite(event: ApiEvent): boolean {
  const { origin, 'sec-fetch-site': site } = event.headers;
  if (origin !== undefined && ourOrigins(event).includes(origin)) return true;
  if (site === 'same-origin') return true;
  return origin === undefined && site === undefined && cookiesOf(event).length === 0;
}

const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';

/**
 * Keeps other sites from acting through a browser: for what changes something with a cookie, and for what
 * everybody may send, such as a login. No form can send JSON, and a script of another site only after a
 * question to us that nobody answers. Refuses with 415 or 403.
 */
export function refuseCrossSite(event: ApiEvent, method: Route['method'], via: Caller['via']): void {
  if (method === 'GET') return;
  if ((event.body || via === 'cookie') && !isJson(event.headers['content-type'])) {
    throw new Refusal('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.');
  }
  if (isSameSite(event)) return;
  throw new Refusal(
    'cross_site_request',
    'This came from a page of another site. Send it from the application itself, or with a token and no cookie.',
  );
}
