import * as z from 'zod/mini';

// RFC 5322's atext plus letters, digits and marks of any script: no quotes, commas, spaces or control
// characters, so that an address cannot contain a second one or break a mail header.
const ASCII_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const DOMAIN = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

// Checked before the URL parser, which would accept a port, a path or a tab and drop it.
const ASCII_HOST = /^[a-z0-9.-]+$/;

// Not constants, and only for text that is not ASCII: V8 loads Unicode's tables for each, 2 ms at every start.
const isAtom = (text: string): boolean =>
  ASCII_ATOM.test(text) || /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u.test(text);
const isHost = (text: string): boolean => ASCII_HOST.test(text) || /^[\p{L}\p{N}\p{M}.-]+$/u.test(text);

/** IDNA's ToASCII by the URL parser, which Node and browsers share; '' for text that is no host name. */
function domainToAscii(domain: string): string {
  if (!isHost(domain)) return '';
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

/**
 * The canonical form in which an address is stored, locked and compared: Unicode NFC, lower case,
 * domain in IDNA ASCII. Dots and plus tags stay: they are different mailboxes for some hosts.
 * Returns undefined when the text is not an address.
 */
export function canonicalEmail(text: string): string | undefined {
  const normal = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = normal.lastIndexOf('@');
  const local = normal.slice(0, at);
  const domain = domainToAscii(normal.slice(at + 1));
  if (at < 1 || local.length > 64 || !local.split('.').every(isAtom) || !DOMAIN.test(domain)) return undefined;
  const email = `${local}@${domain}`;
  return email.length >= 5 && email.length <= 255 ? email : undefined;
}

/** An e-mail address of 5 to 255 characters; parses to its canonical form. */
export const emailInput = z.pipe(
  z.string().check(z.minLength(5), z.maxLength(255)),
  z.transform((text, context) => {
    const email = canonicalEmail(text);
    if (email !== undefined) return email;
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'is not a valid e-mail address, such as ann@example.com',
    });
    return z.NEVER;
  }),
);
