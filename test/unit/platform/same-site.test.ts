import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseCrossSite } from '../../../lambdas/platform/api/same-site.ts';
import { anApiEvent } from '../../support/api/events.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const COOKIE = { cookie: `rollcall=${'A'.repeat(43)}` };
const APP = 'https://app.example.com';
const API = 'https://api.example.com';

type Sent = Readonly<Record<string, string>>;

function outcomeOf(
  sent: Sent,
  more: { method?: 'GET' | 'POST' | 'DELETE'; body?: string; via?: 'bearer' | 'cookie' } = {},
) {
  const event = anApiEvent({ headers: { ...sent }, ...(more.body === undefined ? {} : { body: more.body }) });
  Object.assign(event.requestContext, { domainName: 'api.example.com' });
  try {
    refuseCrossSite(event, more.method ?? 'POST', more.via);
    return 'passes';
  } catch (error) {
    return (error as { type: string }).type;
  }
}

beforeEach(() => {
  process.env.APP_URL = `${APP}/accounts`;
});
afterEach(() => {
  delete process.env.APP_URL;
});

describe('a request that changes something', () => {
  // Every combination of where it says it comes from, with a cookie and without.
  it.each<[string | undefined, string | undefined, string, string]>([
    [undefined, undefined, 'passes', 'cross_site_request'],
    [undefined, 'same-origin', 'passes', 'passes'],
    [undefined, 'same-site', 'cross_site_request', 'cross_site_request'],
    [undefined, 'cross-site', 'cross_site_request', 'cross_site_request'],
    [undefined, 'none', 'cross_site_request', 'cross_site_request'],
    [APP, undefined, 'passes', 'passes'],
    [APP, 'cross-site', 'passes', 'passes'],
    [API, 'same-origin', 'passes', 'passes'],
    [API, undefined, 'passes', 'passes'],
    ['https://other.example.com', undefined, 'cross_site_request', 'cross_site_request'],
    ['https://other.example.com', 'same-origin', 'passes', 'passes'],
    ['https://other.example.com', 'cross-site', 'cross_site_request', 'cross_site_request'],
    ['http://app.example.com', undefined, 'cross_site_request', 'cross_site_request'],
    ['https://app.example.com.evil.example', undefined, 'cross_site_request', 'cross_site_request'],
    ['null', undefined, 'cross_site_request', 'cross_site_request'],
    ['null', 'same-origin', 'passes', 'passes'],
  ])('from Origin %s, Sec-Fetch-Site %s: %s without a cookie, %s with one', (origin, site, without, withCookie) => {
    const sent = { ...JSON_TYPE, ...(origin ? { origin } : {}), ...(site ? { 'sec-fetch-site': site } : {}) };
    expect(outcomeOf(sent, { body: '{}' })).toBe(without);
    expect(outcomeOf({ ...sent, ...COOKIE }, { body: '{}' })).toBe(withCookie);
    expect(outcomeOf({ ...sent, ...COOKIE }, { via: 'cookie', method: 'DELETE' })).toBe(withCookie);
  });

  it.each([
    [undefined, 'unsupported_media_type'],
    ['text/plain', 'unsupported_media_type'],
    ['application/x-www-form-urlencoded', 'unsupported_media_type'],
    ['multipart/form-data; boundary=application/json', 'unsupported_media_type'],
    ['text/plain; application/json', 'unsupported_media_type'],
    ['application/json', 'passes'],
    ['Application/JSON; charset=utf-8', 'passes'],
  ])('with a body of type %s: %s', (type, outcome) => {
    expect(outcomeOf({ ...(type ? { 'content-type': type } : {}), origin: APP }, { body: '{}' })).toBe(outcome);
  });

  it('needs no type where it has neither a body nor came by cookie', () => {
    expect(outcomeOf({ origin: APP })).toBe('passes');
    expect(outcomeOf({ origin: APP, ...COOKIE }, { via: 'cookie' })).toBe('unsupported_media_type');
  });

  it('is checked though a junk Authorization header came with it', () => {
    expect(outcomeOf({ ...JSON_TYPE, ...COOKIE, authorization: 'Bearer junk' }, { body: '{}' })).toBe(
      'cross_site_request',
    );
  });

  it('sees cookies where API Gateway puts them', () => {
    const event = Object.assign(anApiEvent({ headers: { ...JSON_TYPE }, body: '{}' }), { cookies: ['rollcall=A'] });
    expect(() => refuseCrossSite(event, 'POST', undefined)).toThrow();
  });
});

describe('a request that only reads', () => {
  it('may come from anywhere', () => {
    expect(outcomeOf({ origin: 'https://other.example.com', ...COOKIE }, { method: 'GET', via: 'cookie' })).toBe(
      'passes',
    );
  });
});
