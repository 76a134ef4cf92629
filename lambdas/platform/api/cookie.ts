/** What a request says of its cookies: API Gateway hands them on apart from the headers, the emulator among them. */
interface CookieSource {
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Each `name=value` that was sent. */
export const cookiesOf = ({ cookies, headers }: CookieSource): readonly string[] =>
  cookies ?? (headers?.cookie ?? '').split(';').flatMap((pair) => pair.trim() || []);

// As credentials.ts makes it: 32 bytes of base64url.
const VALUE = /^[\w-]{43}$/;

/** The session cookie's value; undefined when none of the right form was sent, or more than one. */
export function sessionCookieOf(source: CookieSource, name: string): string | undefined {
  const values = cookiesOf(source).filter((pair) => pair.startsWith(`${name}=`));
  const value = values[0]?.slice(name.length + 1) ?? '';
  return values.length === 1 && VALUE.test(value) ? value : undefined;
}

/**
 * Set-Cookie's text. `__Host-` binds the cookie to this host and to TLS; a browser takes the prefix only with
 * Secure, Path=/ and no Domain. Lax: a link from elsewhere finds its reader signed in, a form does not.
 */
export function cookieText(name: string, value: string, maxAgeSeconds: number): string {
  const secure = name.startsWith('__Host-') ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** Makes the browser forget the cookie. */
export const endedCookieText = (name: string): string => cookieText(name, '', 0);
