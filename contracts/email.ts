import * as z from 'zod/mini';

// Letters, digits and marks of any script plus RFC 5322's atext: no quotes, commas, spaces or
// control characters, so that an address can never carry a second one or break a mail header.
const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

// Only then is the text a host: the URL parser would take a port, a path or a tab and drop it.
const HOST = /^[\p{L}\p{N}\p{M}.-]+$/u;

/** IDNA's ToASCII by the URL parser, which Node and browsers share; '' for what is no host name. */
function domainToAscii(domain: string): string {
  if (!HOST.test(domain)) return '';
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

/**
 * The one form under which an address is stored, locked and compared: Unicode NFC, lower case,
 * domain in IDNA ASCII. Dots and plus tags are kept: they are different mailboxes for some hosts.
 * Returns undefined when the text is no address.
 */
export function canonicalEmail(text: string): string | undefined {
  const normal = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = normal.lastIndexOf('@');
  const local = normal.slice(0, at);
  const domain = domainToAscii(normal.slice(at + 1));
  if (at < 1 || local.length > 64 || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined;
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
