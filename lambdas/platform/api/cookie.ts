/** The cookies of a request: API Gateway sends them apart from the headers, the emulator among the headers. */
interface CookieSource {
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The `name=value` pairs of a request. */
export const cookiesOf = ({ cookies, headers }: CookieSource): readonly string[] =>
  cookies ?? (headers?.cookie ?? '').split(';').flatMap((pair) => pair.trim() || []);

// 32 bytes of base64url, as domain/sessions/session.ts makes them.
const VALUE = /^[\w-]{43}$/;

/** The session cookie's value; undefined when the request has none of the right form, or more than one. */
export function sessionCookieOf(source: CookieSource, name: string): string | undefined {
  const values = cookiesOf(source).filter((pair) => pair.startsWith(`${name}=`));
  const value = values[0]?.slice(name.length + 1) ?? '';
  return values.length === 1 && VALUE.test(value) ? value : undefined;
}
