import { expect, it } from 'vitest';
import { modeOf } from '../../../lambdas/authentication/login/rules.ts';

it.each<['cookie' | 'token', 'cookie' | 'token' | undefined, Record<string, string>]>([
  ['token', 'token', { 'sec-fetch-site': 'same-origin' }],
  ['cookie', 'cookie', {}],
  ['cookie', undefined, { 'sec-fetch-site': 'same-origin', accept: '*/*' }],
  ['cookie', undefined, { accept: 'text/html,application/xhtml+xml' }],
  ['token', undefined, { accept: 'application/json' }],
  ['token', undefined, { accept: '*/*', 'sec-fetch-mode': 'cors' }],
  ['token', undefined, {}],
])('answers with a %s where %s was asked for with %o', (mode, asked, headers) => {
  expect(modeOf(asked, headers)).toBe(mode);
});
