import { CookieJar } from 'tough-cookie';
import type { Problem } from '../../../contracts/api/problems.ts';
import { type Answer, type Api, apiAs } from './api.ts';
import { outputs } from './system.ts';

const HERE = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };

/** A browser on a page of ours: it keeps cookies as browsers do, and says where its requests come from. */
export interface Browser {
  readonly api: Api;
  /** The cookies that it holds, as it sends them. */
  readonly cookies: () => string;
  /** The last Set-Cookie, as it came. */
  readonly lastSet: () => string;
}

export function openBrowser(): Browser {
  const jar = new CookieJar();
  const api = apiAs();
  let lastSet = '';
  const cookies = () => jar.getCookieStringSync(outputs.apiUrl);

  function store(text: string): void {
    lastSet = text;
    jar.setCookieSync(text, outputs.apiUrl);
  }

  return {
    cookies,
    lastSet: () => lastSet,
    async api<Body>(...[method, path, { headers, ...options } = {}]: Parameters<Api>): Promise<Answer<Body>> {
      const cookie: Record<string, string> = cookies() === '' ? {} : { cookie: cookies() };
      const answer = await api<Body>(method, path, { ...options, headers: { ...HERE, ...cookie, ...headers } });
      for (const text of answer.headers.getSetCookie()) store(text);
      return answer;
    },
  };
}

/** What a caller can see of an answer: its status, its headers' names, and its problem but for the request's id. */
export const visibleOutcome = ({ status, headers, body }: Answer) => {
  const { requestId: _, ...problem } = body as unknown as Problem;
  const names = [...headers.keys()].filter((name) => name !== 'date').sort();
  return { status, names, problem, length: headers.get('content-length') };
};
